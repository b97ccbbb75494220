/** Klarna Payments' word, Order Management's word and what the customer calls it. */
export interface MethodNames {
  payments: string
  orderManagement: string
  description: string
  details?: { number_of_days?: number; number_of_installments?: number }
}

const method = (
  payments: string,
  orderManagement: string,
  description: string,
  details?: MethodNames["details"]
): MethodNames => ({ payments, orderManagement, description, details })

const methods = [
  method("invoice", "INVOICE", "Pay later", { number_of_days: 30 }),
  method("b2b_invoice", "INVOICE_BUSINESS", "Pay later for companies", { number_of_days: 30 }),
  method("base_account", "ACCOUNT", "Flexible financing"),
  method("fixed_amount", "FIXED_AMOUNT", "Financing", { number_of_installments: 6 }),
  method("fixed_sum_credit", "FIXED_SUM_CREDIT", "Financing", { number_of_installments: 12 }),
  method("direct_debit", "DIRECT_DEBIT", "Direct debit"),
  method("direct_bank_transfer", "BANK_TRANSFER", "Bank transfer"),
  method("card", "CARD", "Card"),
  method("pay_by_card", "PAY_BY_CARD", "Pay now by card"),
  method("pay_later_by_card", "PAY_LATER_BY_CARD", "Pay later by card"),
  method("slice_it_by_card", "FIXED_AMOUNT_BY_CARD", "Instalments by card", { number_of_installments: 3 }),
  method("alternative_payment_method", "ALTERNATIVE_PAYMENT_METHOD", "Another payment method"),
]

/** Types that only the order object knows: no word of Klarna Payments leads to them. */
const orderOnly = ["DEFERRED_INTEREST", "MOBILEPAY", "OTHER", "PAY_IN_X", "PAY_LATER_IN_PARTS", "SWISH"].map((type) =>
  method("alternative_payment_method", type, type.toLowerCase().replace(/_/g, " "))
)

const aliases: Record<string, string> = { BASE_ACCOUNT: "ACCOUNT", B2B_INVOICE: "INVOICE_BUSINESS" }

/** Either vocabulary; undefined when Klarna has no such method. */
export function methodNamed(name: string): MethodNames | undefined {
  const known = [...methods, ...orderOnly]
  const type = aliases[name.toUpperCase()] ?? name.toUpperCase()
  return (
    known.find(({ payments }) => payments === name.toLowerCase()) ?? known.find((one) => one.orderManagement === type)
  )
}

export const defaultMethod = (customerType: unknown) => (customerType === "organization" ? "b2b_invoice" : "invoice")
