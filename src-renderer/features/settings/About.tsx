/** What this program is, what it is made of, and whose sounds its model learned from. */

import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { Output } from '../../../src-preload/contract/verbs.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/Dialog.tsx';
import { Panel } from '../../components/Panel.tsx';
import { AboutModel } from '../model/AboutModel.tsx';
import { Markdown } from '../model/Markdown.tsx';

/** The first section of the notices, below a head that is for those who write them; and the last, of licences word for word, long and without form. */
const SECTION = '\n## ';
const TEXTS = '\n## Licence texts\n';

export function About() {
  const { api } = useApp().connection;
  const model = useSession((state) => state.model);
  const [about, setAbout] = useState<Output<'system', 'about'> | null>(null);
  const [credits, setCredits] = useState<readonly string[]>([]);
  useEffect(() => {
    const closed = new AbortController();
    void api.system.about({}, { signal: closed.signal }).then((result) => { if (result.ok) setAbout(result.value); });
    return () => { closed.abort(); };
  }, [api]);
  const id = model?.id;
  useEffect(() => {
    if (id === undefined) return;
    const closed = new AbortController();
    void api.models.card({ model: id }, { signal: closed.signal }).then((result) => { if (result.ok) setCredits(result.value.training.licences); });
    return () => { closed.abort(); };
  }, [api, id]);
  return (
    <Panel title="About">
      <dl className="settings-facts">
        <dt>Kicklab</dt>
        <dd>{about !== null && <><span className="figure">{about.version}</span> <small>{about.licence} licence</small></>}</dd>
        <dt>Model</dt>
        <dd>{model === null ? <small>Opening&hellip;</small> : <AboutModel model={model} />}</dd>
        {credits.length > 0 && (
          <>
            <dt>Learned from</dt>
            <dd><ul>{credits.map((credit) => <li key={credit}>{credit}</li>)}</ul></dd>
          </>
        )}
      </dl>
      {about !== null && <Notices text={about.notices} />}
    </Panel>
  );
}

function Notices({ text }: { text: string }) {
  const first = Math.max(0, text.indexOf(SECTION));
  const last = text.indexOf(TEXTS);
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild><Button>Licences and credits</Button></Dialog.Trigger>
      <DialogFrame title="Licences and credits" wide>
        <div className="notices">
          <Markdown text={text.slice(first, last < 0 ? undefined : last)} level={2} />
          {last >= 0 && (
            <>
              <h3>Licence texts</h3>
              <pre tabIndex={0}>{text.slice(last + TEXTS.length).trim()}</pre>
            </>
          )}
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
