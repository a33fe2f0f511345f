/** `npm run chat`: a conversation in the terminal, for people. */
import { createInterface } from 'node:readline'
import { App, type TerminalOptions } from './app.ts'
import { TerminalChannel } from './bot/channels/terminal.ts'
import { NotTaken } from './bot/receive.ts'
import { newId } from './lib/ids.ts'

export interface ChatOptions extends TerminalOptions {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

const PROMPT = '您：'

/** Talks until the input ends or the person says /quit. */
export async function chat(options: ChatOptions): Promise<void> {
  const { input, output } = options
  const show = (text: string) => output.write(`\r小驿：${text.split('\n').join('\n      ')}\n`)
  const app = await App.open({
    ...options,
    channels: [new TerminalChannel(({ text, files = [] }) => void show([text, ...files.map(({ name }) => `[${name}]`)].join('\n')))],
  })
  await app.start()
  output.write('小驿在这儿，请直接说要问什么。结束请打 /quit。\n')
  const lines = createInterface({ input, output, prompt: PROMPT })
  lines.prompt()
  for await (const text of lines) {
    if (text.trim() === '/quit') break
    if (text.trim() !== '') await say(app, text, show)
    lines.prompt()
  }
  lines.close()
  await app.stop()
}

async function say(app: App, text: string, show: (text: string) => void): Promise<void> {
  try {
    await app.reception.receive({ channel: 'terminal', update: newId(), from: 'terminal', place: { kind: 'private' }, addressed: true, text })
    await app.delivery.pump()
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    show(error.words)
  }
}
