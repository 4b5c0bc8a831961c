/** What happened: an error with its way out, or what was done, with what can be done about it. */

import { X } from 'lucide-react';
import { Button, IconButton } from '../components/Button.tsx';
import { useApp, useNotices } from './context.ts';

export function NoticeLine() {
  const { notices } = useApp();
  const error = useNotices((state) => state.error);
  const notice = useNotices((state) => state.notice);
  const dismiss = <IconButton label="Dismiss" icon={<X size={16} />} onClick={() => { notices.dismiss(); }} />;
  return (
    <div className="notice-line">
      {error !== null && (
        <>
          <p className="notice error" role="alert">
            {error.message}. <span>{error.hint}</span>
          </p>
          {dismiss}
        </>
      )}
      {/* Always there, so that what comes into it is read out. */}
      <p className="notice" role="status">{notice?.text}</p>
      {notice !== null && (
        <>
          {notice.action !== undefined && <Button onClick={notice.action.run}>{notice.action.label}</Button>}
          {dismiss}
        </>
      )}
    </div>
  );
}
