import { existsSync } from "fs"
import { launch, type Browser } from "puppeteer-core"

/** Where a Chrome or Chromium usually is; `CHROME_PATH` names another one. */
const usual = [
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
]

/** Containers run as root and have a small /dev/shm; pictures look the same on each machine. */
const args = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--lang=en-US",
]

/** The installed browser, else the one that came with npm. */
export async function startChromium(): Promise<Browser> {
  const installed = [process.env.CHROME_PATH ?? "", ...usual].find(existsSync)
  // Several specs may share two processors: what is slow is not broken.
  const patience = { timeout: 120_000, protocolTimeout: 300_000 }
  if (installed) return launch({ ...patience, executablePath: installed, args })
  return launch({ ...patience, ...(await bundled()), args: [...args, "--no-zygote"], headless: "shell" })
}

async function bundled(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("The browser tests need a Chrome or Chromium: install one, or name it in CHROME_PATH.")
  }
  // Has it unpack the libraries that a bare Linux lacks, too; it asks nothing else of the environment.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x"
  const { default: chromium } = await import("@sparticuz/chromium")
  return { executablePath: await chromium.executablePath(), env: process.env }
}
