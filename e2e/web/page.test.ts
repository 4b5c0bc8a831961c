/** What only the web page has to fear: a host that is gone, scripts that are not ours, other pages. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { useDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';

describe('the page on the web host', () => {
  let design: DesignPage;
  let page: Page;

  useDoor('web', { width: 1024, height: 700 }, (opened) => {
    design = opened.design;
    page = design.page;
  });

  it('says in words that the host is gone', async () => {
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await design.button('Randomise').click();
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/Kicklab does not answer.*Start it again/);
    await page.unroute('**/api/**');
    await design.button('Randomise').click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('runs no script but its own', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.name = "inline ran"';
      document.body.append(script);
      return window.name;
    });
    expect(ran).toBe('');
  });

  it('another page on this machine gets nothing', async () => {
    const foreign = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>foreign</p>'));
    await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
    const url = page.url();
    const foreignPage = await page.context().browser()?.newPage();
    if (foreignPage === undefined) throw new Error('the browser is gone');
    await foreignPage.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const got = await foreignPage.evaluate(async (url) => {
      const attempt = (init: RequestInit) => fetch(new URL('api/random', url), init).then((r) => r.type, () => 'refused');
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      await new Promise((loaded) => { frame.addEventListener('load', loaded); });
      return [await attempt({ method: 'POST', body: '{}' }), await attempt({}), frame.contentDocument === null];
    }, url);
    expect(got).toEqual(['refused', 'refused', true]);
    const opaque = await foreignPage.evaluate((url) => fetch(new URL('api/random', url), { method: 'POST', body: '{}', mode: 'no-cors' }).then((r) => r.type, () => 'refused'), url);
    expect(opaque).toMatch(/opaque|refused/);
    await foreignPage.close();
    foreign.closeAllConnections();
    foreign.close();
  });
});
