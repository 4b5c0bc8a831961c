/**
 * The desktop shell: the built program in Electron, or over its stand-in (fixtures/desktop.ts):
 * what its page can reach, what it cannot, and what the program does around it.
 */

import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { writeTone } from '../../src-main/studio/fixtures/wav.ts';
import type { Bridge } from '../../src-preload/contract/bridge.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/events.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { openDesktop, startStandIn, type Desktop } from '../fixtures/desktop.ts';
import { connect } from '../fixtures/electron/peer.ts';

declare global {
  interface Window {
    kicklab?: Bridge;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');
const noBrowser = inject('noBrowser');

beforeEach(({ skip }) => {
  skip(noBrowser !== '', noBrowser);
});

describe('desktop shell', () => {
  let folder: string;
  let options: { library: string; model: string; userData: string };
  let desktop: Desktop;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (noBrowser !== '') return;
    folder = mkdtempSync(join(tmpdir(), 'kicklab-shell-'));
    options = { library: join(folder, 'library'), model: join(folder, 'model'), userData: join(folder, 'user') };
    await writeTinyBundle(options.model);
    desktop = await openDesktop(options);
    desktop.page.on('pageerror', (error) => complaints.push(error.message));
    desktop.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await desktop.page.reload();
  });
  afterAll(async () => {
    if (noBrowser !== '') return;
    await desktop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('the page', () => {
    it('loads with its policy and without a complaint', async () => {
      await expect.poll(() => desktop.page.getByRole('slider', { name: 'Decay' }).isEnabled()).toBe(true);
      expect(complaints).toEqual([]);
      // The policy is in force: what is written into the page does not run.
      expect(await desktop.page.evaluate(() => {
        document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.written = true;' }));
        return 'written' in window;
      })).toBe(false);
    });

    it('has a function for each verb, cancel, drag, the path of a file and on, and nothing else of the program', async () => {
      const shape = await desktop.page.evaluate(() =>
        Object.fromEntries(Object.entries(window.kicklab ?? {}).map(([key, value]) => [key, typeof value === 'object' ? Object.keys(value).sort() : typeof value])),
      );
      const verbs = Object.fromEntries(Object.entries(contract).map(([namespace, verbs]) => [namespace, Object.keys(verbs).sort()]));
      expect(shape).toEqual({ ...verbs, cancel: 'function', drag: 'function', pathOf: 'function', on: 'function' });
      const reachable = await desktop.page.evaluate(() =>
        ['require', 'process', 'module', 'exports', 'Buffer', 'electron', 'ipcRenderer', 'global'].filter((name) => name in window),
      );
      expect(reachable).toEqual([]);
    });

    it('cannot put its own in place of the bridge', async () => {
      expect(await desktop.page.evaluate(() => {
        const { kicklab } = window;
        const changed = (change: () => unknown): boolean => {
          try {
            change();
          } catch {
            // Refused aloud.
          }
          return window.kicklab !== kicklab;
        };
        return [
          changed(() => Object.assign(window, { kicklab: {} })),
          changed(() => Object.assign(window.kicklab ?? {}, { cancel: 1 })) || typeof window.kicklab?.cancel !== 'function',
        ];
      })).toEqual([false, false]);
    });

    it('hears kicks as the samples that the engine made', async () => {
      const made = await desktop.page.evaluate(async () => {
        const audition = async (): Promise<Float32Array> => {
          const result = await window.kicklab?.kicks.audition({ base: { seed: 3, index: 1 } });
          if (result?.ok !== true) throw new Error(JSON.stringify(result));
          return result.value.samples;
        };
        const [first, second] = [await audition(), await audition()];
        const peak = first.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        return { kind: first.constructor.name, length: first.length, peak, same: first.every((x, i) => Object.is(x, second[i])) };
      });
      expect(made).toMatchObject({ kind: 'Float32Array', same: true });
      expect(made.length).toBeGreaterThan(10_000);
      // -1 dBFS, to the precision of 32 bits.
      expect(made.peak).toBeCloseTo(10 ** (-1 / 20), 6);
    });

    it('hears what is wrong as a result and never as a rejection', async () => {
      const result = await desktop.page.evaluate(() => window.kicklab?.kicks.audition({ base: { latent: [] }, colour: 'red' } as never));
      expect(result).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    });
  });

  describe('confinement', () => {
    it('refuses another window with the same bridge', async () => {
      const preload = join(ROOT, 'out/preload/index.cjs');
      const answer = await desktop.evaluate(async ({ BrowserWindow }, preload) => {
        const foreign = new BrowserWindow({ show: false, webPreferences: { preload } });
        await foreign.loadURL('app://kicklab/');
        const answer: unknown = await foreign.webContents.executeJavaScript('window.kicklab.models.list({})');
        foreign.destroy();
        return answer;
      }, preload);
      expect(answer).toMatchObject({ ok: false, error: { code: 'SENDER_REFUSED' } });
    });

    it('leads nowhere else', async () => {
      const before = desktop.page.url();
      for (const url of ['https://example.org/', 'http://127.0.0.1:9/', './assets/']) {
        // Electron stops it before there is a request, the stand-in stops the request.
        const settled = desktop.page
          .waitForRequest((request) => request.isNavigationRequest(), { timeout: desktop.under === 'electron' ? 500 : 10_000 })
          .then((request) => request.response())
          .catch(() => null);
        await desktop.page.evaluate((url) => {
          location.assign(url);
        }, url);
        await settled;
      }
      // A page that had gone would not answer as ours.
      expect(await desktop.page.evaluate(() => typeof window.kicklab)).toBe('object');
      expect(desktop.page.url()).toBe(before);
    });

    it('opens no other window', async () => {
      const popup = desktop.page.waitForEvent('popup').catch(() => null);
      const opened = await desktop.page.evaluate(() => window.open('https://example.org/') !== null);
      // The stand-in closes it as soon as the program says no; Electron opens none.
      if (opened) await expect.poll(async () => (await popup)?.isClosed()).toBe(true);
      expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    });

    it('serves nothing outside the built page', async () => {
      const statuses = await desktop.page.evaluate(async () => {
        const paths = ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/assets/..%2f..%2f..%2fpackage.json', '//etc/passwd', '/.sources'];
        return Promise.all(paths.map(async (path) => (await fetch(location.origin + path)).status));
      });
      expect(statuses).toEqual([404, 404, 404, 404, 404]);
    });

    it('reaches no network', async () => {
      expect(await desktop.page.evaluate(() => fetch('https://example.org/').then(() => 'answered', () => 'refused'))).toBe('refused');
    });

    it('grants MIDI and writing text to the clipboard, and neither reading it, recording nor anything else', async () => {
      const states = await desktop.page.evaluate(() =>
        Promise.all((['midi', 'clipboard-write', 'clipboard-read', 'notifications'] as PermissionName[]).map(async (name) => (await navigator.permissions.query({ name })).state)),
      );
      expect(states).toEqual(['granted', 'granted', 'denied', 'denied']);
      expect(await desktop.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'recorded', () => 'refused'))).toBe('refused');
      expect(await desktop.page.evaluate(() => Notification.requestPermission())).toBe('denied');
    });
  });

  describe('around the page', () => {
    /** The first `event` that the page hears from now on. */
    async function heard<E extends EventName>(event: E, cause: () => Promise<unknown>): Promise<EventPayload<E>> {
      await desktop.page.evaluate((event) => {
        const store = window as unknown as { heard: Promise<unknown> };
        store.heard = new Promise((resolve) => {
          const stop = window.kicklab?.on(event, (payload) => {
            stop?.();
            resolve(payload);
          });
        });
      }, event);
      await cause();
      return desktop.page.evaluate(() => (window as unknown as { heard: Promise<never> }).heard);
    }

    it('tells the page what its menu was asked for', async () => {
      const click = (id: string): Promise<void> => desktop.evaluate(({ Menu }, id) => {
        Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
      }, id);
      for (const command of ['download', 'undo'] as const) expect(await heard('menu', () => click(command))).toEqual({ command });
    });

    it('saves the kick when the menu is asked to', async () => {
      await heard('libraryChanged', () => desktop.evaluate(({ Menu }) => {
        Menu.getApplicationMenu()?.getMenuItemById('save')?.click();
      }));
      expect(await desktop.page.evaluate(() => window.kicklab?.library.list({}))).toMatchObject({ ok: true, value: { total: 1 } });
    });

    it('opens the sound that was chosen', async () => {
      const file = writeTone(join(folder, 'chosen.wav'), 55);
      const sound = heard('soundOpened', () => desktop.evaluate(({ dialog, Menu }, file) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
        Menu.getApplicationMenu()?.getMenuItemById('open')?.click();
      }, file));
      const { name, bytes } = await sound;
      expect(name).toBe('chosen.wav');
      expect(Buffer.from(Object.values(bytes)).equals(readFileSync(file))).toBe(true);
    });

    it('opens the sound that a second start was given, and comes forward', async () => {
      const file = writeTone(join(folder, 'second.wav'), 60);
      const sound = await heard('soundOpened', () => desktop.evaluate(({ app, BrowserWindow }, file) => {
        BrowserWindow.getAllWindows()[0].minimize();
        app.emit('second-instance', {}, [], '/', { files: [file] });
      }, file));
      expect(sound.name).toBe('second.wav');
      expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].isMinimized())).toBe(false);
    });

    it('hands a model that the system opens to the page by where it lies, and reads nothing of it', async () => {
      const file = join(folder, 'mine.kickmodel');
      const opened = (event: string) => desktop.evaluate(({ app }, [event, file]) => {
        if (event === 'open-file') app.emit(event, { preventDefault: () => undefined }, file);
        else app.emit(event, {}, [], '/', { files: [file] });
      }, [event, file] as const);
      expect(await heard('modelOpened', () => opened('second-instance'))).toEqual({ file });
      expect(await heard('modelOpened', () => opened('open-file'))).toEqual({ file });
    });

    it('says which file it cannot open', async () => {
      const message = await desktop.evaluate(({ app, dialog }, file) => new Promise<string>((resolve) => {
        dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
          resolve(message);
          return Promise.resolve({ response: 0, checkboxChecked: false });
        }) as never;
        app.emit('second-instance', {}, [], '/', { files: [file] });
      }), join(folder, 'absent.wav'));
      expect(message).toContain('absent.wav');
    });

    it('proposes the folder of the last download', async () => {
      const target = join(folder, 'downloads', 'kick.wav');
      const download = async (): Promise<string> => {
        const proposed = desktop.evaluate(({ session }, target) => new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (_event, item) => {
            const { defaultPath = '' } = item.getSaveDialogOptions();
            item.setSavePath(target);
            item.once('done', () => { resolve(defaultPath); });
          });
        }), target);
        await desktop.page.getByRole('button', { name: 'Download WAV' }).click();
        return proposed;
      };
      expect(await download()).toMatch(/\.wav$/);
      expect(readFileSync(target).toString('latin1', 0, 4)).toBe('RIFF');
      expect(await download()).toContain(join(folder, 'downloads'));
    });
  });
});

describe('desktop shell, from start to end', () => {
  let folder: string;
  let options: { library: string; model: string; userData: string };

  beforeAll(async () => {
    if (noBrowser !== '') return;
    folder = mkdtempSync(join(tmpdir(), 'kicklab-shell-'));
    options = { library: join(folder, 'library'), model: join(folder, 'model'), userData: join(folder, 'user') };
    await writeTinyBundle(options.model);
  });
  afterAll(() => {
    if (noBrowser !== '') return;
    rmSync(folder, { recursive: true, force: true });
  });

  const bounds = (desktop: Desktop): Promise<Electron.Rectangle> =>
    desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getNormalBounds());

  it('opens where it was closed', async () => {
    const moved = { x: 120, y: 80, width: 1100, height: 760 };
    const first = await openDesktop(options);
    await first.evaluate(({ BrowserWindow }, moved) => {
      BrowserWindow.getAllWindows()[0].setBounds(moved);
    }, moved);
    await first.close();
    const second = await openDesktop(options);
    const restored = await bounds(second);
    await second.close();
    expect(restored).toEqual(moved);
  });

  it('opens the sound that it was started with', async () => {
    const desktop = await openDesktop({ ...options, files: [writeTone(join(folder, 'given.wav'), 50)] });
    await expect.poll(() => desktop.page.getByText('given').count(), { timeout: 20_000 }).toBeGreaterThan(0);
    await desktop.close();
  });

  it('ends its engine with itself, and ends when its window is closed', async () => {
    const desktop = await openDesktop(options);
    const engine = await desktop.evaluate(({ app }) => app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Kicklab engine' ? [pid] : [])));
    expect(engine).toHaveLength(1);
    await desktop.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0].close();
    });
    expect(await desktop.ended).toBe(0);
    expect(() => process.kill(engine[0], 0)).toThrow('ESRCH');
    await desktop.close();
  });

  it('says why it cannot start', async () => {
    // The program without its page; only the stand-in lets a box of the system be read.
    const program = join(folder, 'program');
    cpSync(join(ROOT, 'out/main'), join(program, 'out/main'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(program, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(program, 'node_modules'));
    const child = startStandIn(program, [`--user-data-dir=${folder}`, `--library=${options.library}`], process.env, 'pipe');
    connect(child, { started: () => undefined });
    let said = '';
    child.stderr?.on('data', (text: Buffer) => { said += text.toString(); });
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(said).toContain('Kicklab could not start: the page is not built');
    expect(said).toContain('npm run build');
  });
});
