import { createContext, type ReactNode, useContext, useState } from "react"
import type { AdminKlarnaOrderResponse } from "./types"
import { type OrderActions, useOrderActions } from "./use-order-actions"

/** Of the drawer that shows both sides: only looking, or looking before the order is connected again. */
export type Comparing = "compare" | "reconnect"

interface OrderWindow extends OrderActions {
  orderId: string
  answer: AdminKlarnaOrderResponse
  comparing: Comparing | undefined
  compare: (how: Comparing | undefined) => void
}

const OrderContext = createContext<OrderWindow | undefined>(undefined)

interface Props {
  orderId: string
  answer: AdminKlarnaOrderResponse
  isCanceled: boolean
  children: ReactNode
}

/** One order's Klarna side, for every part of its section. */
export function OrderProvider({ orderId, answer, isCanceled, children }: Props) {
  const actions = useOrderActions(orderId, answer, isCanceled)
  const [comparing, compare] = useState<Comparing>()
  return (
    <OrderContext.Provider value={{ orderId, answer, comparing, compare, ...actions }}>
      {children}
    </OrderContext.Provider>
  )
}

export function useOrderWindow(): OrderWindow {
  const value = useContext(OrderContext)
  if (!value) throw new Error("useOrderWindow belongs inside an OrderProvider")
  return value
}
