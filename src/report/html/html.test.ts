import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { writeHtml } from './html.ts';
import { assemble } from './template.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the HTML report', () => {
  it('is one file with script, styles and fonts inside and a policy that allows nothing else', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imps-html-'));
    folders.push(folder);
    const path = join(folder, 'deep', 'index.html');
    const size = await writeHtml(sampleResults({ configurations: ['1.3-wbxml'] }), path);
    const page = await readFile(path, 'utf8');
    expect(Buffer.byteLength(page)).toBe(size);
    expect(/<title>(.*?)<\/title>/.exec(page)?.[1]).toBe(
      'Meridian IMPS Server 4.2.1: Conformant to IMPS 1.3 as server: no',
    );
    const styles = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const loads = (styles.match(/@import|url\([^)]{0,30}/g) ?? []).map((load) => load.slice(0, 26));
    expect(loads).toEqual(new Array(4).fill('url(data:font/woff2;base64'));
    const elements = page.match(/<(script|link|img|iframe)\b[^>]{0,200}\b(src|href)="[^"]{0,20}/g) ?? [];
    expect(elements).toEqual(['<link rel="icon" href="data:,']);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((m) => m[1] ?? '');
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(policy).toContain(hash(script));
    expect(policy).toContain(hash(styles));
    expect(policy).not.toContain('unsafe');
  });

  it('cannot be ended early by its own script', () => {
    const frame = '<!--policy--><script>first</script><!--styles--><!--script-->';
    const page = assemble(frame, 'const a = "</script><!--"; // $&', 'a{}');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).toContain('const a = "<\\/script><\\!--"; // $&');
  });
});
