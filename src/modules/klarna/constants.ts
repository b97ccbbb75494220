/** Resolve the service with this name: `container.resolve(KLARNA_MODULE)`. */
export const KLARNA_MODULE = "klarna"
