/** nlp.js on one trial: learns the examples, judges the sentences, reports and ends. */
import { createRequire } from 'node:module'
import { cpuMs } from './cpu.ts'
import type { Score, Trial } from './peers.ts'

/** The little of nlp.js that is used here; it brings no types. */
interface Nlp {
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<unknown>
  process(language: string, text: string): Promise<{ intent: string }>
}
interface Container {
  use(plugin: unknown): void
  get(name: 'nlp'): Nlp & { settings: { autoSave: boolean }; addLanguage(language: string): void }
}

const require = createRequire(import.meta.url)
const { containerBootstrap } = require('@nlpjs/core') as { containerBootstrap(): Promise<Container> }
const { Nlp } = require('@nlpjs/nlp') as { Nlp: unknown }
const { LangZh } = require('@nlpjs/lang-zh') as { LangZh: unknown }

process.once('message', (trial) => {
  void judge(trial as Trial).then((score) => process.send?.(score))
})

async function judge({ examples, sentences }: Trial): Promise<Score> {
  const container = await containerBootstrap()
  container.use(Nlp)
  container.use(LangZh)
  const nlp = container.get('nlp')
  nlp.settings.autoSave = false
  nlp.addLanguage('zh')
  const begun = cpuMs()
  // "None" is its own name for what it does not know; a class of examples for it does better.
  for (const { text, labels } of examples) nlp.addDocument('zh', text, labels[0] ?? 'none')
  await nlp.train()
  const ready = cpuMs()
  let right = 0
  for (const { text, labels } of sentences) {
    const { intent } = await nlp.process('zh', text)
    if (labels.includes(intent === 'None' ? 'none' : intent)) right += 1
  }
  return { right, sentences: sentences.length, learning: ready - begun, each: (cpuMs() - ready) / sentences.length }
}
