/** A real Chromium for the pages. Where there is none its tests are skipped, and say so. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

const CHROMIUM = '/usr/bin/chromium'
const HOW_TO_INSTALL = `no ${CHROMIUM}: install Chromium (Debian: apt-get install chromium) to run the tests of the pages`
/** Nothing that calls home or draws on hardware that a test machine may not have. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A browser window of its own, with what it complained about (refused by policy, scripts that failed). */
export interface Window {
  context: BrowserContext
  page: Page
  complaints: string[]
}

/** Call once at a test file's top: opens Chromium for the file, closes every window after each test. */
export function useBrowser(): { open(options?: BrowserContextOptions): Promise<Window> } {
  let browser: Browser | undefined
  const contexts: BrowserContext[] = []
  const missing = !existsSync(CHROMIUM)
  beforeAll(async () => {
    if (missing) {
      if (process.env.YIZHAN_TESTS_SKIP_NOTHING) throw new Error(HOW_TO_INSTALL)
      console.warn(`${HOW_TO_INSTALL}; they are skipped`)
      return
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
  })
  beforeEach((test) => {
    if (missing) test.skip(HOW_TO_INSTALL)
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
  })
  return {
    async open(options = {}) {
      if (!browser) throw new Error(HOW_TO_INSTALL)
      const context = await browser.newContext({ locale: 'zh-CN', ...options })
      contexts.push(context)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      return { context, page, complaints }
    },
  }
}

/** A telephone held upright, as small as they come. */
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
