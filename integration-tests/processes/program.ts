import { fork, type ChildProcess } from "child_process"
import { once } from "events"
import { createWriteStream, type WriteStream } from "fs"
import { join } from "path"
import { createInterface } from "readline"
import { pathToFileURL } from "url"

export interface Program {
  /** For sentences: "Medusa". */
  name: string
  /** A TypeScript file, from the repository's root. */
  file: string
  args?: string[]
  env?: NodeJS.ProcessEnv
  log: WriteStream
}

export interface Running {
  /** What it said behind "listening on". */
  url: string
  send(message: object): void
  stop(): Promise<void>
  /** As a machine dies: SIGKILL to the process and all that it started. */
  kill(): Promise<void>
}

const root = join(__dirname, "..", "..")
const endWithParent = pathToFileURL(join(__dirname, "end-with-parent.mjs")).href
const LAST_WORDS = 15

export const openLog = (file: string): WriteStream => createWriteStream(file, { flags: "w" })

/** Starts a server and waits for its line "... listening on <url>". It ends with this process. */
export async function startServer(program: Program): Promise<Running> {
  const child = start(program)
  const words: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (line: string) => {
      words.push(line)
      const [, found] = /listening on (\S+)/.exec(line) ?? []
      if (found) resolve(found)
    }
    createInterface(child.stdout!).on("line", listen)
    createInterface(child.stderr!).on("line", listen)
    child.once("close", (code) => reject(new Error(farewell(program, code, words))))
  })
  return {
    url,
    send: (message) => void child.send(message),
    stop: () => stop(child),
    kill: () => kill(child),
  }
}

/** Runs a program to its end. */
export async function runToEnd(program: Program): Promise<void> {
  const child = start(program)
  const words: string[] = []
  createInterface(child.stderr!).on("line", (line) => words.push(line))
  const [code] = await once(child, "close")
  if (code !== 0) throw new Error(farewell(program, code as number, words))
}

/** A process group of its own: Ctrl-C reaches us first, who can still ask these for what is to be kept. */
function start({ file, args = [], env, log }: Program): ChildProcess {
  const child = fork(join(root, file), args, {
    cwd: root,
    detached: true,
    env: { ...process.env, ...env },
    execArgv: ["--import", "tsx", "--import", endWithParent],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  child.stdout!.pipe(log, { end: false })
  child.stderr!.pipe(log, { end: false })
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (!child.connected) return
  const ended = once(child, "exit")
  child.disconnect()
  await ended
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  process.kill(process.platform === "win32" ? child.pid! : -child.pid!, "SIGKILL")
  await ended
}

function farewell({ name }: Program, code: number | null, words: string[]): string {
  const last = words.slice(-LAST_WORDS).map((line) => `  ${line}`)
  return [`${name} ended unexpectedly (${code ?? "by a signal"}). Its last words:`, ...last].join("\n")
}
