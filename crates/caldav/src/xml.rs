//! The XML of WebDAV and CalDAV: bodies of requests, and multi-status replies (RFC 4918, 4791, 6578) as plain structs.
//! A reply with a document type is refused, so there are no entities to expand and nothing outside to load; its size and the
//! number of its nodes are limited.

use std::fmt::Write;

use roxmltree::{Document, Node, ParsingOptions};

use crate::Fault;

const DAV: &str = "DAV:";
const CAL: &str = "urn:ietf:params:xml:ns:caldav";
const APPLE: &str = "http://apple.com/ns/ical/";
const SERVER: &str = "http://calendarserver.org/ns/";

/// The most nodes of one reply.
const MAX_NODES: u32 = 2_000_000;

/// A multi-status reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Multi {
    pub items: Vec<Item>,
    pub sync_token: Option<String>,
}

/// What a reply says of one resource. Only properties whose own status is a success are in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// As the server writes it: a path or a whole address.
    pub href: String,
    /// The status of the resource as a whole, where it has one.
    pub status: Option<u16>,
    pub etag: Option<String>,
    pub data: Option<String>,
    pub name: Option<String>,
    pub color: Option<String>,
    pub ctag: Option<String>,
    pub sync_token: Option<String>,
    pub principal: Option<String>,
    pub homes: Vec<String>,
    pub calendar: bool,
    pub collection: bool,
    /// Kinds of component, if it says which it takes.
    pub components: Option<Vec<String>>,
    /// Names of the privileges, if it says.
    pub privileges: Option<Vec<String>>,
    /// Names of the reports, if it says.
    pub reports: Vec<String>,
}

/// Reads a multi-status reply.
pub(crate) fn multistatus(body: &[u8]) -> Result<Multi, Fault> {
    let garbled = |detail: String| Fault::Garbled { detail };
    let text = std::str::from_utf8(body).map_err(|error| garbled(error.to_string()))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| garbled(error.to_string()))?;
    let root = document.root_element();
    if !is(root, DAV, "multistatus") {
        return Err(garbled(format!("<{}>", shortened(root.tag_name().name()))));
    }
    let mut multi = Multi { sync_token: child_text(root, DAV, "sync-token"), items: Vec::new() };
    for response in children(root, DAV, "response") {
        let status = children(response, DAV, "status").next().and_then(status_of);
        let mut item = Item { status, ..Item::default() };
        for stat in children(response, DAV, "propstat") {
            let status = children(stat, DAV, "status").next().and_then(status_of);
            if status.is_none_or(|status| (200..300).contains(&status)) {
                for prop in children(stat, DAV, "prop") {
                    properties(prop, &mut item);
                }
            }
        }
        for href in children(response, DAV, "href") {
            multi.items.push(Item { href: text_of(href), ..item.clone() });
        }
    }
    Ok(multi)
}

fn properties(prop: Node<'_, '_>, item: &mut Item) {
    for node in prop.children().filter(Node::is_element) {
        let tag = node.tag_name();
        match (tag.namespace().unwrap_or_default(), tag.name()) {
            (DAV, "getetag") => item.etag = filled(node),
            (DAV, "displayname") => item.name = filled(node),
            (DAV, "sync-token") => item.sync_token = filled(node),
            (DAV, "current-user-principal") => item.principal = child_text(node, DAV, "href"),
            (DAV, "resourcetype") => {
                item.calendar = children(node, CAL, "calendar").next().is_some();
                item.collection = children(node, DAV, "collection").next().is_some();
            }
            (DAV, "current-user-privilege-set") => {
                let privileges = children(node, DAV, "privilege").flat_map(|p| p.children());
                item.privileges = Some(
                    privileges.filter(Node::is_element).map(|p| p.tag_name().name().to_owned()).collect(),
                );
            }
            (DAV, "supported-report-set") => {
                let reports = node.descendants().filter(|n| is(*n, DAV, "report")).flat_map(|n| n.children());
                item.reports =
                    reports.filter(Node::is_element).map(|n| n.tag_name().name().to_owned()).collect();
            }
            (CAL, "calendar-home-set") => {
                item.homes =
                    children(node, DAV, "href").map(text_of).filter(|href| !href.is_empty()).collect();
            }
            (CAL, "calendar-data") => item.data = node.text().map(|_| all_text(node)),
            (CAL, "supported-calendar-component-set") => {
                let comps = children(node, CAL, "comp").filter_map(|comp| comp.attribute("name"));
                item.components = Some(comps.map(str::to_ascii_uppercase).collect());
            }
            (APPLE, "calendar-color") => item.color = filled(node),
            (SERVER, "getctag") => item.ctag = filled(node),
            _ => {}
        }
    }
}

/// The names of the preconditions of a refusal (RFC 4918, 16).
pub(crate) fn preconditions(body: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 10_000, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_start(), options) else { return Vec::new() };
    let errors =
        document.descendants().filter(|node| is(*node, DAV, "error")).flat_map(|node| node.children());
    errors.filter(Node::is_element).map(|node| node.tag_name().name().to_owned()).collect()
}

fn is(node: Node<'_, '_>, namespace: &str, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(namespace)
}

fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'a str,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, namespace, name))
}

fn all_text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn text_of(node: Node<'_, '_>) -> String {
    all_text(node).trim().to_owned()
}

fn filled(node: Node<'_, '_>) -> Option<String> {
    Some(text_of(node)).filter(|text| !text.is_empty())
}

fn child_text(node: Node<'_, '_>, namespace: &str, name: &str) -> Option<String> {
    children(node, namespace, name).next().and_then(filled)
}

/// `HTTP/1.1 200 OK`: 200.
fn status_of(node: Node<'_, '_>) -> Option<u16> {
    text_of(node).split_whitespace().nth(1)?.parse().ok()
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

/// A text as it stands in XML.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACES: &str = "xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\" \
                      xmlns:a=\"http://apple.com/ns/ical/\" xmlns:s=\"http://calendarserver.org/ns/\"";

/// A request for these properties, written as empty elements.
pub(crate) fn propfind(properties: &str) -> String {
    format!("{HEAD}<d:propfind {SPACES}><d:prop>{properties}</d:prop></d:propfind>")
}

/// What changed since a token; everything, with an empty one.
pub(crate) fn sync_collection(token: &str) -> String {
    format!(
        "{HEAD}<d:sync-collection {SPACES}><d:sync-token>{}</d:sync-token><d:sync-level>1</d:sync-level>\
         <d:prop><d:getetag/></d:prop></d:sync-collection>",
        quoted(token)
    )
}

/// These objects with their texts.
pub(crate) fn multiget<'a>(hrefs: impl Iterator<Item = &'a str>) -> String {
    let mut out =
        format!("{HEAD}<c:calendar-multiget {SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>");
    for href in hrefs {
        let _ = write!(out, "<d:href>{}</d:href>", quoted(href));
    }
    out + "</c:calendar-multiget>"
}

/// Versions of the events that touch a span of time, given as `20260301T000000Z`.
pub(crate) fn query(from: &str, until: &str) -> String {
    format!(
        "{HEAD}<c:calendar-query {SPACES}><d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name=\"VCALENDAR\">\
         <c:comp-filter name=\"VEVENT\"><c:time-range start=\"{from}\" end=\"{until}\"/></c:comp-filter>\
         </c:comp-filter></c:filter></c:calendar-query>"
    )
}

/// A new calendar for events and tasks.
pub(crate) fn mkcalendar(name: &str, color: &str) -> String {
    format!(
        "{HEAD}<c:mkcalendar {SPACES}><d:set><d:prop><d:displayname>{}</d:displayname>\
         <a:calendar-color>{}</a:calendar-color><c:supported-calendar-component-set><c:comp name=\"VEVENT\"/>\
         <c:comp name=\"VTODO\"/></c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>",
        quoted(name),
        quoted(color)
    )
}
