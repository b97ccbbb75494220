/** Runs in the browser. Text goes in as text nodes only: order data never becomes markup. */
export const script = String.raw`
"use strict";
const opened = new Set();
const shown = new Map();
let first = true;

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const money = (minor, currency) => {
  try { return new Intl.NumberFormat(undefined, { style: "currency", currency, minimumFractionDigits: 2 }).format(minor / 100); }
  catch { return (minor / 100).toFixed(2) + " " + currency; }
};
const time = (iso) => iso ? new Date(iso).toLocaleString() : "";
const clock = (iso) => iso ? new Date(iso).toLocaleTimeString() : "";
const tag = (text, tone) => el("span", { class: "tag " + tone }, text);
const json = (value) => el("pre", {}, JSON.stringify(value, null, 2));
const part = (title, ...content) => el("div", {}, el("h3", {}, title), ...content);

const orderTone = { AUTHORIZED: "calm", PART_CAPTURED: "warn", CAPTURED: "good", CANCELLED: "bad", EXPIRED: "bad", CLOSED: "soft" };
const fraudTone = { PENDING: "warn", REJECTED: "bad", STOPPED: "bad" };

function orderCard(order) {
  const references = [order.merchant_reference1, order.merchant_reference2].filter(Boolean).join(" · ");
  const summary = el("summary", {},
    el("span", { class: "mono" }, order.klarna_reference || order.order_id),
    tag(order.status, orderTone[order.status] || "soft"),
    order.fraud_status === "ACCEPTED" ? null : tag("fraud " + order.fraud_status, fraudTone[order.fraud_status] || "warn"),
    el("span", { class: "soft" }, references),
    el("span", { class: "push amount" }, money(order.order_amount, order.purchase_currency)),
    el("span", { class: "soft second" }, order.order_id + " · captured " + money(order.captured_amount, order.purchase_currency) +
      " · open " + money(order.remaining_authorized_amount, order.purchase_currency) + " · expires " +
      (order.expires_at ? new Date(order.expires_at).toLocaleDateString() : "never")));
  return foldable("order " + order.order_id, summary, JSON.stringify(order), () => orderDetails(order));
}

function orderDetails(order) {
  const currency = order.purchase_currency;
  const facts = [
    ["Order", order.order_id], ["Merchant", order.merchant],
    ["Market and method", order.purchase_country + " " + ((order.initial_payment_method || {}).type || "")],
    ["Ordered first", money(order.original_order_amount, currency)],
    ["Captured", money(order.captured_amount, currency)], ["Refunded", money(order.refunded_amount, currency)],
    ["Still authorized", money(order.remaining_authorized_amount, currency)],
    ["Created", time(order.created_at)], ["Expires", time(order.expires_at)],
    ["Merchant references", [order.merchant_reference1, order.merchant_reference2].filter(Boolean).join(" · ") || "none"],
    ["Risk decisions", "increase: " + order.risk.increase + ", address: " + order.risk.address],
  ];
  return [
    el("table", {}, el("tbody", {}, ...facts.map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, String(value)))))),
    part("Lines", linesTable(order.order_lines, currency)),
    order.shipping_address ? part("Delivery address", address(order.shipping_address)) : null,
    order.billing_address ? part("Billing address", address(order.billing_address)) : null,
    order.captures.length ? part("Captures", json(order.captures)) : null,
    order.refunds.length ? part("Refunds", json(order.refunds)) : null,
  ];
}

function linesTable(lines, currency) {
  const head = el("tr", {}, ...["Name", "Reference", "Quantity", "Price", "Discount", "Total", "Tax"].map((text, index) =>
    el("th", { scope: "col", class: index > 1 ? "number" : "" }, text)));
  const rows = lines.map((line) => el("tr", {},
    el("td", {}, String(line.name)), el("td", { class: "mono" }, String(line.reference || "")),
    ...[String(line.quantity), money(line.unit_price, currency), money(line.total_discount_amount || 0, currency),
      money(line.total_amount, currency), line.total_tax_amount === undefined ? "" : money(line.total_tax_amount, currency)]
      .map((text) => el("td", { class: "number" }, text))));
  return lines.length ? el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)) : el("p", { class: "soft" }, "none");
}

function address(given) {
  const lines = [[given.given_name, given.family_name], [given.organization_name], [given.street_address, given.street_address2],
    [given.postal_code, given.city], [given.region, given.country], [given.email, given.phone]]
    .map((words) => words.filter(Boolean).join(" ")).filter(Boolean);
  return el("div", {}, ...lines.map((line) => el("div", {}, line)));
}

function statusTag(request) {
  if (request.status === null) return tag(request.fault === "cut-before" ? "cut" : "running", "warn");
  return tag(String(request.status), request.status < 300 ? "good" : request.status < 500 ? "bad" : "warn");
}

function requestCard(request, key) {
  const path = request.path.replace(/^\/(ordermanagement|payments|hpp)\/v1/, "").replace(/([0-9a-f]{8})-[0-9a-f-]{27}/g, "$1…");
  const code = request.response && request.response.error_code;
  const summary = el("summary", {},
    el("span", { class: "soft mono" }, clock(request.at)), statusTag(request), el("strong", {}, request.method),
    el("span", { class: "mono", title: request.path }, path),
    code ? el("span", { class: "bad" }, code) : null,
    request.replayed ? tag("replayed", "warn") : null,
    request.fault ? tag("fault " + request.fault, "warn") : null,
    el("span", { class: "push soft" }, request.effect ? "changed" : ""));
  return foldable(key, summary, JSON.stringify(request), () => [
    part("Path", el("div", { class: "mono" }, request.method + " " + request.path)),
    request.idempotency_key ? part("Idempotency key", el("div", { class: "mono" }, request.idempotency_key)) : null,
    request.body === null ? null : part("Sent", json(request.body)),
    part("Answer", request.response === null ? el("p", { class: "soft" }, "empty") : json(request.response)),
    part("Headers", json({ sent: request.headers, answered: request.response_headers })),
  ]);
}

function foldable(key, summary, state, fill) {
  const known = shown.get(key);
  if (known && known.state === state) return known.node;
  const inside = el("div", { class: "inside" });
  const node = el("details", first ? {} : { class: "fresh" }, summary, inside);
  const open = () => { if (!inside.childNodes.length) inside.append(...fill().filter(Boolean)); };
  node.open = opened.has(key);
  if (node.open) open();
  node.addEventListener("toggle", () => { if (node.open) { opened.add(key); open(); } else opened.delete(key); });
  shown.set(key, { state, node });
  return node;
}

function show(id, nodes, count, empty) {
  const list = document.getElementById(id);
  document.getElementById(id + "-count").textContent = "(" + count + ")";
  const wanted = nodes.length ? nodes : [el("p", { class: "soft" }, empty)];
  const same = list.childNodes.length === wanted.length && wanted.every((node, index) => list.childNodes[index] === node);
  if (!same) list.replaceChildren(...wanted);
}

const get = async (path) => (await fetch(path, { cache: "no-store" })).json();

async function refresh() {
  const live = document.getElementById("live");
  try {
    const [orders, requests, now] = await Promise.all(
      ["/__simulator/orders", "/__simulator/requests", "/__simulator/clock"].map(get));
    document.getElementById("clock").textContent = "Klarna's time: " + time(now.now);
    show("orders", orders.map(orderCard).reverse(), orders.length, "No order yet. Orders appear as shops place them.");
    const last = requests.slice(-200).map((request, index) =>
      requestCard(request, "request " + (Math.max(0, requests.length - 200) + index) + " " + request.at));
    show("requests", last.reverse(), requests.length, "No request yet. Every call to a Klarna path appears here.");
    live.textContent = "live"; live.className = ""; first = false;
  } catch {
    live.textContent = "connection lost, trying again"; live.className = "lost";
  }
  setTimeout(refresh, 1000);
}
refresh();
`
