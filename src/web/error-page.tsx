/** One plain sentence, and a way back. */
import { page, Sign } from './layout.tsx'
import * as replies from './replies.ts'

/** Does the caller look at pages? Scripts ask for text. */
export const wantsPage = (request: Request): boolean => (request.headers.get('accept') ?? '').includes('text/html')

export function errorPage(words: string): string {
  return page({
    title: replies.siteName,
    body: (
      <>
        <Sign />
        <main class="sentence">
          <p>{words}</p>
          <a class="button" href="/">
            {replies.backToChat}
          </a>
        </main>
      </>
    ),
  })
}
