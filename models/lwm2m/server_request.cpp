#include "models/lwm2m/server_request.hpp"

#include "models/lwm2m/object_json.hpp"
#include "models/lwm2m/tlv.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <type_traits>

namespace sara::lwm2m {

namespace {

CoapCode code_of(TreeError error) {
    switch (error) {
        case TreeError::BadRequest:
            return CoapCode::BadRequest;
        case TreeError::Unauthorised:
            return CoapCode::Unauthorised;
        case TreeError::NotFound:
            return CoapCode::NotFound;
        case TreeError::NotAllowed:
            return CoapCode::NotAllowed;
    }
    return CoapCode::BadRequest;
}

CoapCode code_of(const Result<void, TreeError>& outcome, CoapCode success) {
    return outcome ? success : code_of(outcome.error());
}

/// A value as text.  [OMA 6.4.1, appendix C]
std::vector<std::uint8_t> text_bytes(const Value& value) {
    const std::string text = std::visit(
        []<class T>(const T& it) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return it ? "1" : "0";
            } else if constexpr (std::is_same_v<T, ObjectLink>) {
                return fmt::format("{}:{}", it.object, it.instance);
            } else if constexpr (std::is_same_v<T, Opaque>) {
                return std::string(it.begin(), it.end());
            } else {
                return fmt::format("{}", it);
            }
        },
        value);
    return {text.begin(), text.end()};
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The value that a text is for a resource which holds one like `example`.
std::optional<Value> value_from_text(std::string_view text, const Value& example) {
    return std::visit(
        [&]<class T>(const T&) -> std::optional<Value> {
            if constexpr (std::is_same_v<T, bool>) {
                if (text != "0" && text != "1") return std::nullopt;
                return Value(text == "1");
            } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>) {
                const auto number = whole_number<T>(text);
                return number ? std::optional<Value>(*number) : std::nullopt;
            } else if constexpr (std::is_same_v<T, ObjectLink>) {
                const std::size_t colon = std::min(text.find(':'), text.size());
                const auto object = whole_number<std::uint16_t>(text.substr(0, colon));
                const auto instance = colon == text.size()
                                          ? std::nullopt
                                          : whole_number<std::uint16_t>(text.substr(colon + 1));
                if (!object || !instance) return std::nullopt;
                return Value(ObjectLink{*object, *instance});
            } else {
                return Value(T(text.begin(), text.end()));
            }
        },
        example);
}

/// What stands at a resource now: its type.  One that cannot be read takes bytes.
Value example_at(const ObjectTree& tree, const Path& path) {
    const auto items = tree.read(path, Requester{});
    return items && !items->empty() ? items->front().value : Value(Opaque{});
}

/// What a write brings; nothing if it cannot be understood.
std::optional<std::vector<Item>> items_of(const ObjectTree& tree, const Path& path,
                                          const CoapMessage& request) {
    std::vector<Item> items;
    const auto format =
        static_cast<ContentFormat>(request.number(CoapOptionNumber::ContentFormat).value_or(0));
    if (format == ContentFormat::Tlv) {
        const auto entries = decode_tlv(request.payload, path);
        if (!entries) return std::nullopt;
        for (const TlvItem& entry : *entries) {
            const auto value = value_from_bytes(entry.bytes, example_at(tree, entry.path));
            if (!value) return std::nullopt;
            items.push_back({entry.path, *value});
        }
        return items;
    }
    if (format == ContentFormat::Json) {
        return items_of_json(std::string(request.payload.begin(), request.payload.end()));
    }
    if (!path.resource) return std::nullopt;
    const Value example =
        format == ContentFormat::OctetStream ? Value(Opaque{}) : example_at(tree, path);
    const std::string text(request.payload.begin(), request.payload.end());
    const auto value = value_from_text(text, example);
    if (!value) return std::nullopt;
    items.push_back({path, *value});
    return items;
}

CoapCode write_items(ObjectTree& tree, const Path& path, int server, const CoapMessage& request) {
    const auto items = items_of(tree, path, request);
    if (!items) return CoapCode::BadRequest;
    return code_of(tree.write(*items, Requester{server}), CoapCode::Changed);
}

}  // namespace

void put_content(CoapMessage& answer, const ObjectTree& tree, const Path& path, int server,
                 std::optional<std::uint32_t> accept) {
    const auto items = tree.read(path, Requester{server});
    if (!items) {
        answer.code = code_of(items.error());
        return;
    }
    const bool is_single = path.resource && items->size() == 1 && items->front().path == path;
    const auto usual = is_single ? ContentFormat::Text : ContentFormat::Tlv;
    const auto format = accept ? static_cast<ContentFormat>(*accept) : usual;
    if (format == ContentFormat::Tlv) {
        answer.payload = encode_tlv(*items);
    } else if (format == ContentFormat::Json) {
        const std::string json = json_of(path, *items);
        answer.payload.assign(json.begin(), json.end());
    } else if (is_single &&
               (format == ContentFormat::Text || format == ContentFormat::OctetStream)) {
        answer.payload = text_bytes(items->front().value);
    } else {
        answer.code = CoapCode::NotAcceptable;
        return;
    }
    answer.code = CoapCode::Content;
    answer.add(CoapOptionNumber::ContentFormat, static_cast<std::uint32_t>(format));
}

CoapMessage answer_server(ObjectTree& tree, int server, const CoapMessage& request) {
    CoapMessage answer = answer_to(request, CoapCode::NotFound);
    const auto path = parse_path(request.path());
    if (!path || !path->object) return answer;
    const Requester by{server};
    switch (request.code) {
        case CoapCode::Get:
            put_content(answer, tree, *path, server, request.number(CoapOptionNumber::Accept));
            break;
        case CoapCode::Put:
            answer.code = write_items(tree, *path, server, request);
            break;
        case CoapCode::Post:
            if (path->resource) {
                const std::string arguments(request.payload.begin(), request.payload.end());
                answer.code = code_of(tree.execute(*path, arguments, by), CoapCode::Changed);
            } else if (path->instance && tree.read(*path, Requester{})) {
                answer.code = write_items(tree, *path, server, request);
            } else {
                answer.code = code_of(tree.create(*path, by), CoapCode::Created);
            }
            break;
        case CoapCode::Delete:
            answer.code = code_of(tree.remove(*path, by), CoapCode::Deleted);
            break;
        default:
            answer.code = CoapCode::NotAllowed;
    }
    return answer;
}

}  // namespace sara::lwm2m
