/** What only the web page has to fear: a host that is gone, scripts that are not ours, other pages. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { serveStudio } from '../fixtures/studio.ts';
import { designPage, type DesignPage } from '../pages/design.ts';

describe('the page on the web host', () => {
  let door: OpenDoor;
  let design: DesignPage;
  let page: Page;

  useDoor('web', { width: 1024, height: 700 }, (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
  });

  it('says in words that the host is gone, that another one runs, and works with that one', async () => {
    const first = await serveStudio();
    const gone = await page.context().browser()?.newPage();
    if (gone === undefined) throw new Error('the browser is gone');
    const own = designPage(gone);
    const said = (): Promise<string | null> => gone.getByRole('alert').textContent();
    await gone.goto(first.url).then(() => own.ready()).finally(() => first.kill());
    await own.button('Randomise').click();
    await expect.poll(said).toMatch(/Kicklab does not answer.*Start it again/);
    const second = await serveStudio({ port: Number(new URL(first.url).port) });
    try {
      // The token of this page is that of the first.
      await own.button('Randomise').click();
      await expect.poll(said).toMatch(/Reload the page/);
      await gone.reload();
      await own.ready();
      await own.button('Randomise').click();
      await expect.poll(() => gone.getByRole('alert').count()).toBe(0);
    } finally {
      await gone.close();
      await second.close();
    }
  });

  it('calls its verbs over one socket', async () => {
    const sockets: string[] = [];
    const requests: string[] = [];
    page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname));
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.reload();
    await design.ready();
    await design.button('Randomise').click();
    await expect.poll(() => page.evaluate(() => window.heard.length)).toBeGreaterThan(0);
    expect(sockets).toEqual(['/api/socket']);
    expect(requests.filter((path) => path.startsWith('/api/'))).toEqual(['/api/events']);
  });

  it('runs no script but its own', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.name = "inline ran"';
      document.body.append(script);
      return window.name;
    });
    expect(ran).toBe('');
    // Chromium says so, and that alone.
    expect(door.complaints.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
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
