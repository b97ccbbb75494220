import { randomBytes } from "node:crypto"
import type { Response } from "express"

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Order data comes from shops and buyers: none of it may become markup. */
export const escapeHtml = (text: unknown) => String(text ?? "").replace(/[&<>"']/g, (character) => entities[character])

export interface Page {
  title: string
  style: string
  body: string
  script?: string
}

/** Sends a page that can load nothing from anywhere and run no script but its own. */
export function sendPage(res: Response, { title, style, body, script }: Page): void {
  const nonce = randomBytes(16).toString("base64")
  res.set("Cache-Control", "no-store")
  res.set(
    "Content-Security-Policy",
    `default-src 'none'; connect-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; base-uri 'none'`
  )
  res.type("html").send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>${body}${script ? `<script nonce="${nonce}">${script}</script>` : ""}</body>
</html>`)
}
