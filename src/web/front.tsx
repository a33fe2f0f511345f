/** The front page: says that the centre's companion is up and where to talk to it. */
export function frontPage(ready: boolean) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>小驿</title>
        <style>
          {
            'body{font:20px/1.6 system-ui,sans-serif;max-width:32em;margin:3em auto;padding:0 1em;color:#222}code{background:#f2f2f2;padding:.1em .4em;border-radius:4px}'
          }
        </style>
      </head>
      <body>
        <h1>小驿</h1>
        <p>{ready ? '小驿在线。' : '小驿正在启动，请稍等。'}</p>
        <p>
          现在可以在终端里和小驿说话：<code>npm run chat</code>
        </p>
      </body>
    </html>
  )
}
