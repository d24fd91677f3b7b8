/** XML 1.0 text for reports: what the standard has no place for is made visible instead of breaking the document. */

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters XML 1.0 cannot hold as pictures (U+2400...) or U+FFFD, lone surrogates as U+FFFD. */
function lawful(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** Character data of an element. */
export function xmlText(text: string): string {
  return lawful(text)
    .replace(/[&<>]/g, (c) => NAMED[c] ?? c)
    .replace(/\r/g, '&#13;');
}

/** ` name="value"`, or nothing where there is no value. */
export function xmlAttribute(name: string, value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = lawful(String(value)).replace(/[&<>"]/g, (c) => NAMED[c] ?? c);
  return ` ${name}="${text.replace(/[\n\r\t]/g, (c) => `&#${c.charCodeAt(0)};`)}"`;
}
