import { run, serve } from "../package/command"

export interface Terminal {
  /** @returns what the command said. */
  run(command: string): Promise<string>
  /** A command that goes on: waits until it says that it is ready. */
  goOn(command: string, ready: RegExp, env?: NodeJS.ProcessEnv): Promise<{ stop: () => Promise<void> }>
}

/** What a person's terminal knows nothing of: this repository, npm's own run, Jest. */
const foreign = /^(npm_(?!config_)|JEST|NODE_OPTIONS|NODE_ENV|LOG_LEVEL|DB_|KLARNA_|TEST)/
const clean = () =>
  Object.fromEntries(Object.keys(process.env).flatMap((name) => (foreign.test(name) ? [[name, undefined]] : [])))

/** A person at a shell in this folder. Everything that is said is kept beside it: in the folder, a server that watches would begin anew. */
export function terminalIn(cwd: string): Terminal {
  const at = (command: string, env: NodeJS.ProcessEnv = {}) => ({
    name: command,
    cwd,
    log: `${cwd}.log`,
    env: { ...clean(), MEDUSA_DISABLE_TELEMETRY: "true", ...env },
  })
  return {
    run: (command) => run("bash", ["-c", command], at(command)),
    goOn: (command, ready, env) => serve("bash", ["-c", command], { ...at(command, env), ready }),
  }
}
