import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

interface TabDefinition {
  readonly value: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
  /** Whether the content stays in the document while another tab is displayed. */
  readonly keepMounted?: boolean;
}

/** Contents of which one is displayed. With `value` and `onChange`, the selection can be part of the URL. */
export function Tabs({
  tabs,
  label,
  value,
  onChange,
}: {
  tabs: readonly TabDefinition[];
  /** Names the list of tabs for screen readers. */
  label: string;
  value?: string | undefined;
  onChange?: (value: string) => void;
}) {
  return (
    <BaseTabs.Root
      className="tabs"
      {...(value === undefined ? { defaultValue: tabs[0]?.value } : { value })}
      onValueChange={(selected) => onChange?.(String(selected))}
    >
      <BaseTabs.List className="tabs-list" aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className="tabs-tab">
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="tabs-panel" keepMounted={tab.keepMounted ?? false}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
