/**
 * Runs in a shop's page: `Klarna.Payments` as documented, with a window in which a person plays both the buyer and Klarna. Text goes in
 * as text only. https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/integrate-via-sdk/step-2-checkout/
 */
export const script = String.raw`
"use strict";
(function () {
  var server = new URL(document.currentScript.src).origin;
  var client_token, loaded = {}, agreed = false;

  function ask(action, data) {
    var path = server + "/__simulator/widget/" + encodeURIComponent(client_token) + (action ? "/" + action : "");
    return fetch(path, action ? { method: "POST", body: JSON.stringify(data || {}) } : {}).then(function (answer) {
      return answer.json().then(function (body) { return answer.ok ? body : Promise.reject(body); });
    });
  }
  function el(tag, style, children, text) {
    var node = document.createElement(tag);
    node.setAttribute("style", style);
    if (text) node.textContent = text;
    (children || []).forEach(function (child) { node.append(child); });
    return node;
  }
  function money(minor, currency) { return (minor / 100).toFixed(2) + " " + currency; }
  var calm = "font:14px/1.5 system-ui,sans-serif;color:#17130f;";
  var card = calm + "background:#fff;border:1px solid #e5e0d9;border-radius:12px;padding:16px;";
  var plain = "font:inherit;padding:10px 14px;border-radius:8px;border:1px solid #e5e0d9;background:#f7f5f2;cursor:pointer;color:#17130f;";
  var pink = plain + "background:#ffa8cd;border-color:#ffa8cd;font-weight:600;";

  /* Answers approve, refuse, or close when the buyer only closes the window. */
  function choose(purchase) {
    return new Promise(function (done) {
      var total = money(purchase.order_amount, purchase.purchase_currency);
      var lines = purchase.order_lines.map(function (line) {
        return el("li", "", [], line.name + ": " + money(line.total_amount, purchase.purchase_currency));
      });
      var dialog = el("dialog", card + "width:360px;max-width:90vw;");
      var button = function (choice, text, style) {
        var node = el("button", style, [], text);
        node.setAttribute("type", "button");
        node.addEventListener("click", function () { end(choice); });
        return node;
      };
      var end = function (choice) { dialog.remove(); done(choice); };
      dialog.setAttribute("aria-label", "Klarna (simulator)");
      dialog.append(
        el("h2", "font-size:18px;margin:0 0 4px;", [], "Pay " + total + " with Klarna?"),
        el("p", "margin:0 0 8px;color:#6b645c;", [], "A stand-in for Klarna's window. Nobody is charged."),
        el("ul", "margin:0 0 16px;padding-left:20px;", lines),
        el("div", "display:flex;gap:8px;flex-wrap:wrap;", [
          button("approve", "Approve", pink), button("refuse", "Refuse", plain), button("close", "Close", plain)])
      );
      dialog.addEventListener("cancel", function () { end("close"); });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  /* load and authorize may leave the data out. */
  function args(given) {
    return typeof given[1] === "function" ? { options: given[0], callback: given[1] } :
      { options: given[0], data: given[1], callback: given[2] };
  }
  function problem(error) {
    return { approved: false, show_form: Boolean(error && error.invalid_fields),
      error: error && error.invalid_fields ? { invalid_fields: error.invalid_fields } : {} };
  }
  function answer(callback, result) { if (typeof callback === "function") callback(result); }

  function init(options) {
    if (!options || !options.client_token) throw new Error("Klarna.Payments.init: client_token is missing");
    client_token = options.client_token;
    loaded = {};
  }
  function load() {
    var call = args(arguments), options = call.options || {};
    var box = typeof options.container === "string" ? document.querySelector(options.container) : options.container;
    if (!client_token) throw new Error("Klarna.Payments.load: call init first");
    if (!box) throw new Error("Klarna.Payments.load: there is no such container");
    ask("update", call.data).then(function () { return ask(); }).then(function (purchase) {
      var amount = money(purchase.order_amount, purchase.purchase_currency);
      box.replaceChildren(el("div", card, [
        el("strong", "", [], "Klarna: " + amount), el("div", "color:#6b645c;", [], "The simulator's stand-in for Klarna's widget.")]));
      loaded[options.payment_method_category || "klarna"] = true;
      answer(call.callback, { show_form: true });
    }, function (error) {
      var said = problem(error);
      answer(call.callback, { show_form: said.show_form, error: said.error });
    });
  }
  function authorize() {
    var call = args(arguments), options = call.options || {};
    if (!loaded[options.payment_method_category || "klarna"]) {
      return answer(call.callback, { approved: false, show_form: false, error: {} });
    }
    ask("update", call.data).then(function () { return ask(); }).then(choose).then(function (choice) {
      if (choice === "close") return { approved: false, show_form: true };
      if (choice === "refuse") return ask("refuse").then(function () { return { approved: false, show_form: false }; });
      agreed = options.auto_finalize === false;
      return agreed ? { approved: true, show_form: true, finalize_required: true } : approved();
    }).then(null, problem).then(function (result) { answer(call.callback, result); });
  }
  function approved() {
    return ask("approve").then(function (body) {
      return { approved: true, show_form: true, finalize_required: false, authorization_token: body.authorization_token };
    });
  }
  function finalize() {
    var call = args(arguments);
    if (!agreed) return answer(call.callback, { approved: false, show_form: false, error: {} });
    agreed = false;
    ask("update", call.data).then(approved).then(null, problem).then(function (result) { answer(call.callback, result); });
  }

  window.Klarna = Object.assign(window.Klarna || {}, {
    Payments: { init: init, load: load, authorize: authorize, reauthorize: authorize, finalize: finalize, on: function () {}, off: function () {} }
  });
  if (typeof window.klarnaAsyncCallback === "function") window.klarnaAsyncCallback();
})();
`
