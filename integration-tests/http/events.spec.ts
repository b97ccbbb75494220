import { Modules } from "@medusajs/framework/utils"
import { type KlarnaOrderEventData, KlarnaOrderEvents } from "../../src/workflows"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

// What happens after a change is the subject, not the question before it.
const options = { retries: 0, askFirst: { amounts: "never" } }

klarnaStore(
  (shop) => {
    const { klarna, container, editOrder, cancelOrder, settled } = shop
    const desk = klarnaDesk(shop)
    let heard: string[] = []

    beforeAll(() => {
      for (const name of Object.values(KlarnaOrderEvents)) {
        const hear = async ({ data }: { data: KlarnaOrderEventData }) => {
          heard.push([name.replace("klarna.order.", ""), data.attention_code].filter(Boolean).join(" "))
        }
        container()
          .resolve(Modules.EVENT_BUS)
          .subscribe(name, hear as never, { subscriberId: `test-${name}` })
      }
    })

    beforeEach(() => {
      heard = []
    })

    const buy = async () => {
      const order = await desk.buy()
      heard = []
      return order
    }
    const addMug = (id: string) => editOrder(id, (edit) => edit.addItem("Mug"))
    const removeMug = (id: string) => editOrder(id, (edit) => edit.removeItem("Mug"))

    describe("A store's own people are told by events", () => {
      it("hears of a new order that Klarna and the store agree on it", async () => {
        await desk.buy()
        await settled()
        expect(heard).toEqual(["synced"])
      })

      it("hears once that an edit has reached Klarna, whatever number of events it brought", async () => {
        const { id } = await buy()
        await addMug(id)
        await settled()
        await desk.sync(id)
        expect(heard).toEqual(["synced"])
      })

      it("hears of a cancel", async () => {
        const { id } = await buy()
        await cancelOrder(id)
        await settled()
        expect(heard).toEqual(["synced"])
      })

      it("hears of a refusal once, and again when it is over", async () => {
        const { id, klarnaId } = await buy()
        await klarna.setRisk(klarnaId, { increase: "refuse" })
        await addMug(id)
        await settled()
        await desk.sync(id)
        expect(heard).toEqual(["needs_attention increase_refused"])

        await removeMug(id)
        await settled()
        expect(heard.slice(1)).toContain("recovered increase_refused")
        expect(heard.filter((told) => told.startsWith("needs_attention"))).toHaveLength(1)
      })

      it("hears of a second refusal, because it is another one", async () => {
        const { id, klarnaId } = await buy()
        await klarna.setRisk(klarnaId, { increase: "refuse" })
        await addMug(id)
        await settled()
        await desk.sync(id, ["authorization"])
        expect(heard).toEqual(["needs_attention increase_refused", "needs_attention increase_refused"])
      })

      it("hears nothing of an outage until somebody has to look, and then that Klarna is back", async () => {
        const { id } = await buy()
        await klarna.faults({ match: { method: "PATCH" }, fault: "503", times: 20 })
        await addMug(id)
        await settled()
        expect(heard).toEqual([])
        for (let attempt = 0; attempt < 4; attempt++) await desk.reconcile(id)
        expect(heard).toEqual(["needs_attention klarna_unavailable"])

        await klarna.clearFaults()
        await desk.sync(id)
        expect(heard.slice(1)).toEqual(["recovered klarna_unavailable", "synced"])
      })

      it("can show it to the merchants under the admin's bell, as the README does", async () => {
        const { id, klarnaId } = await buy()
        const tellTheShop = async ({ data }: { data: KlarnaOrderEventData }) => {
          const { order_id, attention_code } = data
          await container()
            .resolve(Modules.NOTIFICATION)
            .createNotifications({
              to: "shop",
              channel: "feed",
              template: "admin-ui",
              data: { title: "A Klarna order needs attention", description: `${order_id}: ${attention_code}` },
            })
        }
        const bus = container().resolve(Modules.EVENT_BUS)
        bus.subscribe(KlarnaOrderEvents.NEEDS_ATTENTION, tellTheShop as never, { subscriberId: "test-bell" })
        await klarna.setRisk(klarnaId, { increase: "refuse" })
        await addMug(id)
        await settled()
        bus.unsubscribe(KlarnaOrderEvents.NEEDS_ATTENTION, tellTheShop as never, { subscriberId: "test-bell" })

        const { notifications } = await shop.admin.get<{ notifications: { data: unknown }[] }>(
          "/admin/notifications?channel=feed"
        )
        expect(notifications.map(({ data }) => data)).toEqual([
          { title: "A Klarna order needs attention", description: `${id}: increase_refused` },
        ])
      })

      it("hears it later when the event bus was down, and the sync itself is not disturbed", async () => {
        const { id, klarnaId } = await buy()
        const bus = container().resolve(Modules.EVENT_BUS)
        const emit = jest.spyOn(bus, "emit").mockImplementation(async (events) => {
          const [event] = [events].flat() as { name: string }[]
          if (event.name.startsWith("klarna.")) throw new Error("The bus is down")
          return emitForReal(events as never)
        })
        const emitForReal = Object.getPrototypeOf(bus).emit.bind(bus)
        await addMug(id)
        await settled()
        expect(await klarna.order(klarnaId)).toMatchObject({ order_amount: 19000 })
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
        expect(heard).toEqual([])

        emit.mockRestore()
        await klarna.clearRequests()
        await desk.reconcile(id)
        expect(heard).toEqual(["synced"])
        expect(await desk.calls()).toEqual([])
        await runReconcileJob(container())
        expect(heard).toHaveLength(1)
      })
    })
  },
  { options }
)
