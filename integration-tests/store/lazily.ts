/** An object that is only there later, for example after a boot, but can be handed around and destructured now. */
export function lazily<Thing extends object>(get: () => Thing): Thing {
  return new Proxy({} as Thing, { get: (_, key) => Reflect.get(get(), key) })
}
