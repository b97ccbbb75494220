import type { Desk } from "../desk"
import { changing } from "./changing"
import { deciding } from "./deciding"
import { everybody } from "./everybody"
import { klarnaPage } from "./klarna-page"
import { settings } from "./settings"
import { looking } from "./looking"
import { purchase } from "./purchase"

export function tellStories(desk: Desk): void {
  describe("looking at an order", () => looking(desk))
  describe("changing what Klarna knows", () => changing(desk))
  describe("deciding about the authorisation", () => deciding(desk))
  describe("the Klarna page", () => klarnaPage(desk))
  describe("the settings page", () => settings(desk))
  describe("a purchase", () => purchase(desk))
  describe("for everybody", () => everybody(desk))
}
