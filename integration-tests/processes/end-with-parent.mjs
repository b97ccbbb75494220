/** Preloaded into what the demo starts: however the demo ends, the closed channel ends this process too. */
process.once("disconnect", () => process.exit())
