import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process"
import { createWriteStream } from "node:fs"
import { createInterface } from "node:readline"

export interface Command {
  /** What is run, for sentences. */
  name: string
  cwd: string
  env?: NodeJS.ProcessEnv
  /** Everything it says is kept here. */
  log: string
}

/** Runs a command to its end. @returns what it said. @throws Error with its last words, unless it may fail */
export async function run(program: string, args: string[], command: Command & { mayFail?: boolean }): Promise<string> {
  const child = start(program, args, command)
  const said = heard(child)
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve))
  if (code === 0 || command.mayFail) return said.join("\n")
  throw new Error(`${command.name} ended with ${code}:\n${said.slice(-40).join("\n")}`)
}

/** Starts a server and waits for what it says when it listens. */
export async function serve(
  program: string,
  args: string[],
  command: Command & { ready: RegExp }
): Promise<{ match: RegExpExecArray; stop: () => Promise<void> }> {
  const child = start(program, args, command)
  const said = heard(child)
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface(stream).on("line", (line) => {
        const found = command.ready.exec(line)
        if (found) resolve(found)
      })
    }
    child.once("close", (code) =>
      reject(new Error(`${command.name} ended with ${code}:\n${said.slice(-40).join("\n")}`))
    )
  })
  const stop = async () => {
    kill(child)
    await ended
  }
  return { match, stop }
}

/** A process group of its own, which goes as a whole. */
function start(program: string, args: string[], { cwd, env, log }: Command): ChildProcess {
  const options: SpawnOptions = {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  }
  const child = spawn(program, args, options)
  const file = createWriteStream(log, { flags: "a" })
  for (const stream of [child.stdout!, child.stderr!]) stream.pipe(file, { end: false })
  const goAlong = () => kill(child)
  process.once("exit", goAlong)
  child.once("close", () => process.off("exit", goAlong))
  return child
}

function heard(child: ChildProcess): string[] {
  const said: string[] = []
  for (const stream of [child.stdout!, child.stderr!]) createInterface(stream).on("line", (line) => said.push(line))
  return said
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, "SIGTERM")
}
