/** What somebody does and sees in the chat's page. */

import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const field = (page: Page) => page.getByLabel('请写您要问的')

/** Types and sends. */
export async function types(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
}

/** Runs in the page: who said what, and what became of it. */
const READ = `[...document.querySelectorAll('#log > li:not(.greeting)')].map((line) => {
  const words = line.querySelector('.words').cloneNode(true)
  words.querySelector('.unseen').remove()
  const picture = words.querySelector('img') ? '(picture)' : ''
  const fate = line.querySelector('.fate')?.textContent
  return (line.classList.contains('mine') ? 'me: ' : 'bot: ') + words.textContent + picture + (fate ? ' [' + fate + ']' : '')
})`

/** The talk as it is read. */
export const talk = (page: Page): Promise<string[]> => page.evaluate<string[]>(READ)

/** Waits until the talk is this. */
export function reads(page: Page, lines: readonly unknown[]): Promise<void> {
  return expect.poll(() => talk(page), { timeout: 15_000 }).toEqual(lines)
}

/** What the browser keeps besides the cookie. */
export const kept = (page: Page): Promise<number> => page.evaluate<number>('localStorage.length + sessionStorage.length')
