/** The frame of every page, in the chat and in the console. */
import type { Child } from 'hono/jsx'
import { asset } from './assets.ts'
import { siteName, siteOf } from './replies.ts'

export interface PageParts {
  /** Shown in the browser's tab. */
  title: string
  /** All that is seen: header, main, footer. */
  body: Child
  /** Names of files in `src/web/assets`, besides `style.css`, which every page has. */
  styles?: readonly string[]
  scripts?: readonly string[]
  /** For tables: as wide as the window; otherwise one column that is good to read. */
  wide?: boolean
}

/** A whole HTML document. The security policy allows no inline script and no `style` attribute. */
export function page({ title, body, styles = [], scripts = [], wide = false }: PageParts): string {
  const document = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        {['style.css', ...styles].map((name) => (
          <link rel="stylesheet" href={asset(name)} />
        ))}
        {scripts.map((name) => (
          <script src={asset(name)} defer />
        ))}
      </head>
      <body class={wide ? 'wide' : 'narrow'}>{body}</body>
    </html>
  )
  return `<!doctype html>${document}`
}

/** The head of the visitors' pages, like a sign over an expressway; `children` stand at its right. */
export function Sign({ children }: { children?: Child }) {
  return (
    <header class="sign guide">
      <div class="board">
        <h1>
          <span class="name">{siteName}</span> <span class="house">{siteOf}</span>
        </h1>
        {children}
      </div>
    </header>
  )
}
