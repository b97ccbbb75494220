import type { CallbackFact } from "./fact"

/** What Klarna posts on its own. None is signed: asking Klarna confirms it. */
export const callbackFacts: CallbackFact[] = [
  {
    id: "cb-authorization",
    shows: "the buyer's token, for the case that the browser never brings it",
    to: "authorization",
    happens: "buyer agrees",
    has: ["authorization_token", "session_id"],
    is: { authorization_token: "{token}", session_id: "{session}" },
    confirmed: { authorization_token: "{token}" },
  },
  {
    id: "cb-fraud-accepted",
    shows: "a pending order is accepted",
    to: "notification",
    happens: "fraud risk accepted",
    has: ["order_id", "event_type"],
    is: { order_id: "{order}", event_type: "FRAUD_RISK_ACCEPTED" },
    confirmed: { order_id: "{order}", fraud_status: "ACCEPTED" },
  },
  {
    id: "cb-fraud-rejected",
    shows: "a pending order is rejected",
    to: "notification",
    happens: "fraud risk rejected",
    has: ["order_id", "event_type"],
    is: { order_id: "{order}", event_type: "FRAUD_RISK_REJECTED" },
    confirmed: { order_id: "{order}", fraud_status: "REJECTED" },
  },
  {
    id: "cb-hpp-status",
    shows: "what reading the hosted page would answer now",
    to: "status_update",
    happens: "buyer agrees",
    has: [
      "event_id",
      "session.session_id",
      "session.expires_at",
      "session.status",
      "session.authorization_token",
      "session.updated_at",
    ],
    is: { session: { session_id: "{page}", status: "COMPLETED", authorization_token: "{token}" } },
    confirmed: { session_id: "{page}", status: "COMPLETED", authorization_token: "{token}" },
  },
]
