/** Booting Medusa and migrating its database takes longer than Jest's five seconds, on slow machines much longer. */
jest.setTimeout(180_000)
