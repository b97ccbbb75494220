/** The same as in package.json (a test compares them): the built plugin has no package.json at a fixed distance. */
export const version = "0.1.0"
