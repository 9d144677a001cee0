import { UnreadableFile } from './import-fault.ts'

export interface XmlHandler {
  open(name: string, attributes: string, isEmpty: boolean): void
  text(text: string): void
  close(name: string): void
}

const LONGEST_TOKEN = 4_000_000

/** Reads XML as it arrives. Namespace prefixes are dropped; document types (entity bombs) are refused. */
export class XmlTokens {
  readonly #handler: XmlHandler
  #rest = ''

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  push(piece: string): void {
    const xml = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    for (;;) {
      const open = xml.indexOf('<', at)
      if (open < 0) {
        this.#keep(xml, at)
        return
      }
      const end = tokenEnd(xml, open)
      if (end < 0) {
        this.#keep(xml, at)
        return
      }
      if (open > at) this.#handler.text(decodeEntities(xml.slice(at, open)))
      this.#token(xml.slice(open + 1, end))
      at = end + 1
    }
  }

  #keep(xml: string, at: number) {
    this.#rest = xml.slice(at)
    if (this.#rest.length > LONGEST_TOKEN)
      throw new UnreadableFile('archive-damaged', {}, { reason: 'a text in the XML has no end' })
  }

  #token(token: string) {
    const first = token.charCodeAt(0)
    if (first === 47) this.#handler.close(localName(token.slice(1).trim()))
    else if (first === 33) {
      if (token.startsWith('![CDATA[')) this.#handler.text(token.slice(8, -2))
      else if (token.startsWith('!DOCTYPE'))
        throw new UnreadableFile('archive-damaged', {}, { reason: 'the XML has a document type' })
    } else if (first !== 63) {
      const isEmpty = token.charCodeAt(token.length - 1) === 47
      const body = isEmpty ? token.slice(0, -1) : token
      const space = body.search(/\s/)
      const name = localName(space < 0 ? body : body.slice(0, space))
      this.#handler.open(name, space < 0 ? '' : body.slice(space), isEmpty)
      if (isEmpty) this.#handler.close(name)
    }
  }
}

function tokenEnd(xml: string, open: number): number {
  if (xml.startsWith('<!--', open)) {
    const end = xml.indexOf('-->', open + 4)
    return end < 0 ? -1 : end + 2
  }
  if (xml.startsWith('<![CDATA[', open)) {
    const end = xml.indexOf(']]>', open + 9)
    return end < 0 ? -1 : end + 2
  }
  // Too short to tell a comment or CDATA from a tag.
  if (xml.charCodeAt(open + 1) === 33 && xml.length - open < 9) return -1
  return xml.indexOf('>', open + 1)
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Value of one attribute, whatever its prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(`${name}=`); at >= 0; at = attributes.indexOf(`${name}=`, at + 1)) {
    const before = attributes.charCodeAt(at - 1)
    if (at > 0 && before > 32 && before !== 58) continue
    const quote = attributes.charAt(at + name.length + 1)
    const end = attributes.indexOf(quote, at + name.length + 2)
    if ((quote === '"' || quote === "'") && end > 0)
      return decodeEntities(attributes.slice(at + name.length + 2, end))
  }
  return undefined
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
