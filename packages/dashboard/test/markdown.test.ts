import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import Markdown from '../src/features/logs/markdown.tsx';

const render = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

describe('Markdown that a model wrote', () => {
  it('is set as it is meant', () => {
    const html = render('# Title\n\nSome **bold** `code`\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toContain('<strong>bold</strong>');
    expect(html).toMatch(/<h4[^>]*>Title<\/h4>/);
    expect(html).toMatch(/<ol[^>]*>.*one.*two.*<\/ol>/);
    expect(html).toMatch(/<td[^>]*>1<\/td>/);
  });

  it('never becomes HTML of its own', () => {
    const html = render('<script>alert(1)</script>\n\nHi <img src=x onerror=alert(1)> <b>there</b>');
    expect(html).not.toMatch(/<(script|img|b)[\s>]/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('fetches no picture, and leads to the web alone', () => {
    const html = render('![spy](https://example.com/pixel.png) [x](javascript:alert(1)) [y](data:text/html,1)');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('href="javascript');
    expect(html).not.toContain('href="data');
    expect(html).toContain('href="https://example.com/pixel.png"');
  });

  it('is shown as it was written when it nests too deep', () => {
    expect(render(`${'> '.repeat(10_000)}deep`)).toContain('deep');
  });
});
