import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import { getButtonClass } from './button.tsx';
import './dialog.css';

/** A modal dialog, opened by `trigger`, such as `<Button>Share</Button>`. */
export const Dialog = ({ title, trigger, children }: { title: string; trigger: ReactElement; children: ReactNode }) => (
  <BaseDialog.Root>
    <BaseDialog.Trigger render={trigger} />
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className="dialog-backdrop" />
      <BaseDialog.Popup className="dialog">
        <div className="dialog-head">
          <BaseDialog.Title className="dialog-title">{title}</BaseDialog.Title>
          <BaseDialog.Close className={getButtonClass({ variant: 'quiet', size: 'small' })}>Close</BaseDialog.Close>
        </div>
        {children}
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);
