/** The text that is seen: what is for who listens alone says the same in other words. */
export function seenText(node: Node | null): string {
  return node === null ? '' : textWithin(node).replace(/\s+/g, ' ').trim();
}

function textWithin(node: Node): string {
  if (node instanceof Element && node.matches('.spoken')) return '';
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  return [...node.childNodes].map(textWithin).join('');
}
