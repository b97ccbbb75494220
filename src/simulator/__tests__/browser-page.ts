import { createContext, runInContext } from "node:vm"

/** As much of a browser's page as a script needs that makes elements and is clicked. */
export class PageElement {
  readonly children: PageElement[] = []
  readonly attributes: Record<string, string> = {}
  textContent = ""
  isOpen = false
  private readonly listeners: Record<string, () => void> = {}

  constructor(
    readonly tag: string,
    private parent?: PageElement
  ) {}

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value
  }
  append(...children: PageElement[]): void {
    for (const child of children) child.parent = this
    this.children.push(...children)
  }
  replaceChildren(...children: PageElement[]): void {
    this.children.splice(0)
    this.append(...children)
  }
  remove(): void {
    const siblings = this.parent?.children ?? []
    siblings.splice(siblings.indexOf(this), 1)
  }
  addEventListener(event: string, listener: () => void): void {
    this.listeners[event] = listener
  }
  happens(event: string): void {
    this.listeners[event]()
  }
  showModal(): void {
    this.isOpen = true
  }
  all(): PageElement[] {
    return [this, ...this.children.flatMap((child) => child.all())]
  }
  text(): string {
    return this.all()
      .map(({ textContent }) => textContent)
      .join(" ")
  }
}

/** A page with an empty container `#klarna` in which a script runs. */
export function openPage(src: string, script: string) {
  const body = new PageElement("body")
  const container = new PageElement("div")
  body.append(container)
  const document = {
    body,
    currentScript: { src },
    createElement: (tag: string) => new PageElement(tag),
    querySelector: (selector: string) => (selector === "#klarna" ? container : null),
  }
  const window: Record<string, unknown> = {}
  const run = () => void runInContext(script, createContext({ window, document, fetch, URL }))
  return { body, container, window, run }
}
