/** Where an increase of the authorised amount may be asked for. */
export interface IncreaseRule {
  /** `initial_payment_method.type`, upper case. */
  methods: string[]
  /** Purchase countries, or everywhere but the listed ones. */
  markets: { only: string[] } | { except: string[] }
}

/**
 * Klarna's table of 2025. Its guide and its order object use two names for two of the methods: both are listed.
 * https://docs.klarna.com/payments/after-payments/order-management/manage-orders-with-the-api/view-and-change-orders
 */
export const defaultIncreases: IncreaseRule[] = [
  { methods: ["INVOICE"], markets: { except: ["CH"] } },
  { methods: ["INVOICE_BUSINESS", "B2B_INVOICE"], markets: { except: ["CH"] } },
  { methods: ["ACCOUNT", "BASE_ACCOUNT"], markets: { except: ["CH"] } },
  { methods: ["DIRECT_DEBIT"], markets: { except: ["CH"] } },
  { methods: ["FIXED_AMOUNT"], markets: { only: ["AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"] } },
]
