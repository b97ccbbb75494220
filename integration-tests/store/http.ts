export type Json = Record<string, unknown>

/** Calls a running Medusa. An answer of 400 and above is thrown as `HttpError`. */
export interface Http {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body?: object): Promise<Answer>
  delete<Answer>(path: string): Promise<Answer>
}

export class HttpError extends Error {
  override readonly name = "HttpError"

  constructor(
    readonly call: string,
    readonly status: number,
    readonly body: { message?: string; type?: string; code?: string }
  ) {
    super(`${call} answered ${status}: ${body.message ?? JSON.stringify(body)}`)
  }
}

/** Address and headers are functions, because both are only known after Medusa was booted. */
export function httpOf(baseUrl: () => string, headers: () => Record<string, string>): Http {
  async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(baseUrl() + path, {
      method,
      headers: { ...headers(), ...(body && { "content-type": "application/json" }) },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    const answer: unknown = isJson(response) && text ? JSON.parse(text) : { message: text }
    if (!response.ok) throw new HttpError(`${method} ${path}`, response.status, answer as HttpError["body"])
    return answer as Answer
  }
  return {
    get: (path) => send("GET", path),
    post: (path, body = {}) => send("POST", path, body),
    delete: (path) => send("DELETE", path),
  }
}

const isJson = (response: Response) => Boolean(response.headers.get("content-type")?.includes("json"))
