/**
 * Medusa reads its log level while it is loaded. A worker that dies leaves pages of errors that nobody needs: what a history did is in
 * its diary. `HISTORIES_LOG=error` shows them.
 */
process.env.LOG_LEVEL = process.env.HISTORIES_LOG ?? "none"
