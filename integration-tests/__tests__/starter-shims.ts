/** What the guide's code imports of Medusa's Next.js starter and of Next.js, as far as it uses it. Medusa's own types are the real ones. */
export const starterShims: Record<string, string> = {
  "src/lib/config.ts": `
    import Medusa from "@medusajs/js-sdk"
    export const sdk = new Medusa({ baseUrl: "http://localhost:9000" })`,
  "src/lib/data/cookies.ts": `
    export declare const getAuthHeaders: () => Promise<{ authorization: string } | Record<string, never>>
    export declare const getCacheTag: (tag: string) => Promise<string>
    export declare const removeCartId: () => Promise<void>`,
  "src/lib/data/cart.ts": `
    import { sdk } from "@lib/config"
    import { HttpTypes } from "@medusajs/types"
    export declare function retrieveCart(id?: string): Promise<HttpTypes.StoreCart | null>
    export async function initiatePaymentSession(
      cart: HttpTypes.StoreCart,
      data: HttpTypes.StoreInitializePaymentSession
    ) {
      return sdk.store.payment.initiatePaymentSession(cart, data, {}, {})
    }`,
  "src/modules/checkout/components/error-message/index.tsx": `
    export default function ErrorMessage(_: { error?: string | null }) {
      return null
    }`,
  "next.d.ts": `
    declare module "next/cache" {
      export function revalidateTag(tag: string): void
    }
    declare module "next/navigation" {
      export function redirect(path: string): never
      export function useRouter(): { push(path: string): void }
      export function useParams<Params>(): Params
      export function useSearchParams(): URLSearchParams
    }
    declare module "next/script" {
      export default function Script(_: { src: string; onReady?: () => void }): null
    }
    declare module "next/server" {
      export class NextRequest extends Request {
        nextUrl: URL
      }
    }
    declare const process: { env: Record<string, string | undefined> }`,
}
