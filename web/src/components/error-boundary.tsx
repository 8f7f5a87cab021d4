import { Component, type ReactNode } from 'react';
import { CrashPage } from './error-pages.tsx';

/** Displays an error that its children throw. React has no hook for this. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown; hasFailed: boolean }> {
  override state = { error: undefined, hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <CrashPage error={this.state.error} /> : this.props.children;
  }
}
