//! The process that draws the page, which WebKitGTK runs apart: it may break off, or be ended when memory is short.

use tauri::plugin::Builder as Plugin;
use tauri::{AppHandle, Builder, Manager, Wry};
use webkit2gtk::{WebProcessTerminationReason, WebViewExt};

/// Does this each time the page is gone with its process.
pub fn when_page_is_gone(builder: Builder<Wry>, then: fn(&AppHandle)) -> Builder<Wry> {
    let follow = Plugin::<Wry>::new("page").on_webview_ready(move |webview| {
        let app = webview.app_handle().clone();
        // A page that cannot be followed is drawn all the same.
        let _ = webview.with_webview(move |page| {
            page.inner().connect_web_process_terminated(move |_, reason| {
                if reason != WebProcessTerminationReason::TerminatedByApi {
                    then(&app);
                }
            });
        });
    });
    builder.plugin(follow.build())
}
