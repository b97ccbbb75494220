/// <reference types="vite/client" />

/** Put in by Medusa's admin build. */
declare const __BACKEND_URL__: string | undefined
