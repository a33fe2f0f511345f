/** The one home of qrcode: a code as text for the terminal, as a picture for pages. */
import QRCode from 'qrcode'

/** The code in half-block characters, dark on light as scanners expect it. */
export const qrText = (content: string): Promise<string> => QRCode.toString(content, { type: 'utf8' })

/** The code as an SVG picture. */
export const qrSvg = (content: string): Promise<string> => QRCode.toString(content, { type: 'svg', margin: 2 })

/** The code as a PNG picture, in base64. */
export const qrPng = async (content: string): Promise<string> => (await QRCode.toBuffer(content, { type: 'png', margin: 3, scale: 8 })).toString('base64')
