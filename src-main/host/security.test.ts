import { describe, expect, test } from 'vitest';
import { refusal, type RequestFacts } from './security.ts';

const own = { port: 5757, token: 'a-token' };
const program: RequestFacts = { host: '127.0.0.1:5757', origin: undefined, token: undefined, fetchSite: undefined, api: true };
const page: RequestFacts = { ...program, origin: 'http://127.0.0.1:5757', token: 'a-token', fetchSite: 'same-origin' };
const code = (facts: RequestFacts): string | null => refusal(facts, own)?.code ?? null;

test('a program of this machine and our own page pass', () => {
  expect(code(program)).toBeNull();
  expect(code(page)).toBeNull();
  for (const host of ['localhost:5757', 'LOCALHOST:5757', '[::1]:5757']) {
    expect(code({ ...page, host, origin: `http://${host.toLowerCase()}` })).toBeNull();
  }
  // Typed into the address bar.
  expect(code({ ...program, fetchSite: 'none', api: false })).toBeNull();
  expect(refusal({ ...program, host: '127.0.0.1' }, { ...own, port: 80 })).toBeNull();
});

describe('refused', () => {
  test.each([
    undefined, '', 'evil.example', 'evil.example:5757', '127.0.0.1', '127.0.0.1:5758', '127.0.0.1:05757', '127.0.0.2:5757', '0.0.0.0:5757',
    'localhost:5757.evil.example', 'localhost.:5757', 'evil.localhost:5757', '127.0.0.1:5757@evil.example', '127.1:5757', '2130706433:5757',
    '[::ffff:127.0.0.1]:5757', ' 127.0.0.1:5757', '127.0.0.1:5757, evil.example', 'ⅼocalhost:5757',
  ])('host %j', (host) => {
    expect(code({ ...program, host })).toBe('HOST_REFUSED');
    expect(code({ ...page, host })).toBe('HOST_REFUSED');
  });

  test.each([
    '', 'null', 'http://evil.example', 'https://127.0.0.1:5757', 'http://127.0.0.1:5758', 'http://127.0.0.1', 'http://localhost:5757', 'http://127.0.0.1:5757/',
    'http://127.0.0.1:5757.evil.example', 'HTTP://127.0.0.1:5757', 'file://', 'chrome-extension://abc', 'http://127.0.0.1:5757 http://evil.example',
  ])('origin %j, even with the token', (origin) => {
    expect(code({ ...page, origin })).toBe('ORIGIN_REFUSED');
    expect(code({ ...page, origin, api: false })).toBe('ORIGIN_REFUSED');
  });

  test.each([undefined, '', 'a-toke', 'a-token ', 'A-TOKEN', 'a-token, a-token', 'x'.repeat(100_000)])('token %#', (token) => {
    expect(code({ ...page, token })).toBe('TOKEN_REFUSED');
  });

  test.each(['cross-site', 'same-site', '', 'Same-Origin', 'none, cross-site'])('Sec-Fetch-Site %j, with or without Origin', (fetchSite) => {
    expect(code({ ...page, fetchSite })).toBe('CROSS_SITE_REFUSED');
    expect(code({ ...program, fetchSite, api: false })).toBe('CROSS_SITE_REFUSED');
  });
});

test('a token does not stand in for a host or an origin, nor the other way round', () => {
  expect(code({ ...program, token: 'a-token', host: 'evil.example' })).toBe('HOST_REFUSED');
  expect(code({ ...program, origin: 'http://127.0.0.1:5757' })).toBe('TOKEN_REFUSED');
});

test('what a header says is bounded and printable where it is repeated', () => {
  const message = refusal({ ...program, host: `evil\r\n\u001b[2J${'x'.repeat(10_000)}` }, own)?.message ?? '';
  expect(message.length).toBeLessThan(200);
  expect(message).toMatch(/^[\x20-\x7e]+$/);
});
