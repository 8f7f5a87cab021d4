import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import './tooltip.css';

/** A hint for a control that has a name of its own. Phones display none, so it never holds what a reader needs. */
export const Tooltip = ({ content, children }: { content: ReactNode; children: ReactElement }) => (
  <BaseTooltip.Root>
    <BaseTooltip.Trigger render={children} />
    <BaseTooltip.Portal>
      <BaseTooltip.Positioner className="tooltip-positioner" sideOffset={6} collisionPadding={8}>
        <BaseTooltip.Popup className="tooltip">{content}</BaseTooltip.Popup>
      </BaseTooltip.Positioner>
    </BaseTooltip.Portal>
  </BaseTooltip.Root>
);
