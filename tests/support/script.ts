import { execFile } from 'node:child_process'

/** Runs a script in a process of its own; resolves to what it said, rejects when it failed. */
export const runScript = (...words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, words, (error, stdout, stderr) => (error ? reject(new Error(stderr || error.message)) : resolve(stdout)))
  })
