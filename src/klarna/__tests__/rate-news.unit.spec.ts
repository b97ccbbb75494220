import { rateNewsOf } from "../rate-news"

const newsOf = (headers: Record<string, string>, status = 200) =>
  JSON.parse(JSON.stringify(rateNewsOf({ status, header: (name) => headers[name] })))

const all = { "X-Ratelimit-Limit": "40, 40;w=1", "X-Ratelimit-Remaining": "15", "X-Ratelimit-Reset": "1" }

it.each<[string, Record<string, string>, number, object]>([
  ["all of Klarna's headers", all, 200, { limited: false, limit: 40, windowMs: 1000, remaining: 15, resetMs: 1000 }],
  [
    "a limit that was met",
    { ...all, "X-Ratelimit-Remaining": "0" },
    429,
    { limited: true, limit: 40, windowMs: 1000, remaining: 0, resetMs: 1000 },
  ],
  ["no headers", {}, 200, { limited: false }],
  ["a limit without its window", { "X-Ratelimit-Limit": "40" }, 200, { limited: false, limit: 40 }],
  ["part of a second", { "X-Ratelimit-Reset": "0.0015" }, 200, { limited: false, resetMs: 2 }],
  ["a proxy's Retry-After", { "Retry-After": "7" }, 429, { limited: true, resetMs: 7000 }],
  ["the longer of two waits", { "Retry-After": "7", "X-Ratelimit-Reset": "9" }, 429, { limited: true, resetMs: 9000 }],
  ["a Retry-After of another kind of answer", { "Retry-After": "7" }, 503, { limited: false }],
  ["a Retry-After that is a date", { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" }, 429, { limited: true }],
  ["a reset that is a date in seconds", { "X-Ratelimit-Reset": "1795400000" }, 200, { limited: false }],
  ["a limit of nothing", { "X-Ratelimit-Limit": "0, 0;w=0" }, 200, { limited: false }],
  [
    "a window of several seconds",
    { "X-Ratelimit-Limit": "40; w=12" },
    200,
    { limited: false, limit: 40, windowMs: 12_000 },
  ],
  ["a limit that begins with words", { "X-Ratelimit-Limit": "burst 40" }, 200, { limited: false }],
  ["a wait of an hour", { "Retry-After": "3600" }, 429, { limited: true, resetMs: 3_600_000 }],
  ["a wait of more than an hour, which is another kind of number", { "Retry-After": "3601" }, 429, { limited: true }],
  [
    "nonsense",
    { "X-Ratelimit-Limit": "many", "X-Ratelimit-Remaining": "-1", "X-Ratelimit-Reset": "soon" },
    200,
    { limited: false },
  ],
])("understands %s", (_sentence, headers, status, news) => {
  expect(newsOf(headers, status)).toEqual(news)
})
