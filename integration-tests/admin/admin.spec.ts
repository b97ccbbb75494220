import { deskOf } from "./desk"
import { openHouse, type House } from "./house"
import { tellStories } from "./stories"

/** The admin is built, a Medusa migrated and booted, a browser started: once, for all stories. */
jest.setTimeout(600_000)

describe("The merchant's window", () => {
  let house: House | undefined
  const desk = deskOf(() => house!)

  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house?.close())
  afterEach(async () => expect(house && (await desk.endStory())).toEqual([]))

  tellStories(desk)
})
