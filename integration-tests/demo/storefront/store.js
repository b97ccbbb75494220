/** What the demo tells this page: where Medusa is, its publishable key, and Klarna's script. */
export const config = await (await fetch("config.json")).json()

/** Medusa's store API. What it refuses is an error with its sentence. */
export async function store(method, path, body) {
  const response = await fetch(config.medusa + path, {
    method,
    headers: { "content-type": "application/json", "x-publishable-api-key": config.publishableKey },
    body: body && JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}
