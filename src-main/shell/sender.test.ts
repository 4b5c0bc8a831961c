/** Which senders the gate listens to, asked the way an intruder would. */

import { describe, expect, it } from 'vitest';
import { PAGE_ORIGIN } from './protocol.ts';
import { factsOf, refusal, type SenderFacts } from './sender.ts';

const PAGE: SenderFacts = { ours: true, frame: { main: true, origin: PAGE_ORIGIN, url: 'app://kicklab/index.html' } };

const from = (frame: Partial<NonNullable<SenderFacts['frame']>>, ours = true): SenderFacts => ({ ours, frame: { ...PAGE.frame!, ...frame } });

describe('refusal', () => {
  it('lets our page speak', () => {
    expect(refusal(PAGE)).toBeNull();
    expect(refusal(from({ url: 'app://kicklab/index.html?x=1#here' }))).toBeNull();
  });

  it.each<[string, SenderFacts]>([
    ['a frame inside our page', from({ main: false })],
    ['a foreign frame inside our page', from({ main: false, origin: 'https://example.org', url: 'https://example.org/' })],
    ['another site in our window', from({ origin: 'https://example.org', url: 'https://example.org/' })],
    ['a host that begins like ours', from({ origin: 'app://kicklab.evil', url: 'app://kicklab.evil/' })],
    ['a host that ends like ours', from({ origin: 'app://evil.kicklab', url: 'app://evil.kicklab/' })],
    ['our name as a user name', from({ origin: 'app://evil', url: 'app://kicklab@evil/' })],
    ['our name as a user name, with a look-alike origin', from({ origin: PAGE_ORIGIN, url: 'app://kicklab@evil/' })],
    ['a port', from({ origin: 'app://kicklab:80', url: 'app://kicklab:80/' })],
    ['another case', from({ origin: 'APP://KICKLAB', url: 'APP://KICKLAB/' })],
    ['our host over https', from({ origin: 'https://kicklab', url: 'https://kicklab/' })],
    ['a file', from({ origin: 'file://', url: 'file:///tmp/app://kicklab/index.html' })],
    ['devtools', from({ origin: 'devtools://devtools', url: 'devtools://devtools/bundled/inspector.html' }, false)],
    ['our page in a window that is not ours', { ...PAGE, ours: false }],
    ['a sandboxed document at our address', from({ origin: 'null' })],
    ['a blank page with our origin', from({ url: 'about:blank' })],
    ['a data address', from({ origin: 'null', url: 'data:text/html,<script>1</script>' })],
    ['a blob of ours', from({ url: 'blob:app://kicklab/0' })],
    ['nothing', from({ origin: '', url: '' })],
    ['a frame that is gone', { ours: true, frame: null }],
  ])('refuses %s', (_name, facts) => {
    expect(refusal(facts)?.code).toBe('SENDER_REFUSED');
  });

  it('says who it was, in bounded plain text', () => {
    const message = refusal(from({ origin: `https://${'x'.repeat(500)}\n\u202e` }))!.message;
    expect(message).toContain('https://xxx');
    expect(message.length).toBeLessThan(200);
    expect(message).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('factsOf', () => {
  const frame = (parent: object | null) => ({ parent, origin: PAGE_ORIGIN, url: 'app://kicklab/' });

  it('knows the main frame from one inside it', () => {
    const main = frame(null);
    expect(factsOf({ sender: { mainFrame: main }, senderFrame: main }, true).frame?.main).toBe(true);
    expect(factsOf({ sender: { mainFrame: main }, senderFrame: frame(main) }, true).frame?.main).toBe(false);
  });

  it('takes no main frame of other contents for the one of these', () => {
    expect(factsOf({ sender: { mainFrame: frame(null) }, senderFrame: frame(null) }, true).frame?.main).toBe(false);
  });

  it('survives a frame that was disposed', () => {
    const main = frame(null);
    const disposed = {
      parent: null,
      get origin(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
      url: '',
    };
    expect(factsOf({ sender: { mainFrame: main }, senderFrame: disposed }, true).frame).toBeNull();
    expect(factsOf({ sender: { mainFrame: main }, senderFrame: null }, true).frame).toBeNull();
  });
});
