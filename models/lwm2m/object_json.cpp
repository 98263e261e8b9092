#include "models/lwm2m/object_json.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace sara::lwm2m {

namespace {

using Json = nlohmann::json;

std::string quoted(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string base64_of(const Opaque& bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// Key and value of an item: "v":604800.
struct MemberText {
    std::string operator()(std::int64_t number) const { return fmt::format(R"("v":{})", number); }
    std::string operator()(double number) const { return fmt::format(R"("v":{})", number); }
    std::string operator()(bool flag) const { return fmt::format(R"("bv":{})", flag); }
    std::string operator()(const std::string& text) const { return R"("sv":)" + quoted(text); }
    std::string operator()(const Opaque& bytes) const {
        return fmt::format(R"("sv":"{}")", base64_of(bytes));
    }
    std::string operator()(const ObjectLink& link) const {
        return fmt::format(R"("ov":"{}:{}")", link.object, link.instance);
    }
};

/// The name of an item within what was read: "1", "30000/1", of a whole object "0/1".
std::string name_within(const Path& base, const Path& item) {
    std::string name;
    const auto add = [&name](std::uint16_t level) {
        name += name.empty() ? fmt::format("{}", level) : fmt::format("/{}", level);
    };
    if (!base.instance) add(*item.instance);
    add(*item.resource);
    if (item.resource_instance) add(*item.resource_instance);
    return name;
}

std::optional<ObjectLink> link_of(const std::string& text) {
    const auto colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    const auto place = parse_path("/" + text.substr(0, colon) + "/" + text.substr(colon + 1));
    if (!place || !place->instance) return std::nullopt;
    return ObjectLink{*place->object, *place->instance};
}

std::optional<Value> value_in(const Json& item) {
    if (const auto v = item.find("v"); v != item.end()) {
        constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
        if (v->is_number_unsigned() && v->get<std::uint64_t>() > kLargest) return std::nullopt;
        if (v->is_number_integer()) return v->get<std::int64_t>();
        if (v->is_number()) return v->get<double>();
        return std::nullopt;
    }
    if (const auto bv = item.find("bv"); bv != item.end() && bv->is_boolean()) {
        return bv->get<bool>();
    }
    if (const auto sv = item.find("sv"); sv != item.end() && sv->is_string()) {
        return sv->get<std::string>();
    }
    if (const auto ov = item.find("ov"); ov != item.end() && ov->is_string()) {
        if (const auto link = link_of(ov->get<std::string>())) return *link;
    }
    return std::nullopt;
}

std::string without_escapes(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"') continue;
        plain += text[i];
    }
    return plain;
}

/// The place of an item: its name below the base.  A resource's own id may be said twice.
std::optional<Path> place_of(const std::string& base, const std::string& name) {
    const auto outer = parse_path(base);
    if (!outer) return std::nullopt;
    if (name.empty()) return outer;
    if (outer->resource && name == std::to_string(*outer->resource)) return outer;
    std::string text = base;
    if (!text.ends_with('/')) text += '/';
    return parse_path(text + name);
}

std::optional<Item> item_in(const std::string& base, const Json& member) {
    if (!member.is_object()) return std::nullopt;
    const auto name = member.find("n");
    if (name != member.end() && !name->is_string()) return std::nullopt;
    const auto place = place_of(base, name == member.end() ? "" : name->get<std::string>());
    auto value = value_in(member);
    if (!place || !place->resource || !value) return std::nullopt;
    return Item{*place, std::move(*value)};
}

}  // namespace

std::string json_of(const Path& base, std::span<const Item> items) {
    std::string text = fmt::format(R"({{"bn":"{}/","e":[)", base.object ? text_of(base) : "");
    for (const Item& item : items) {
        if (text.back() != '[') text += ',';
        text += fmt::format(R"({{"n":"{}",{}}})", name_within(base, item.path),
                            std::visit(MemberText{}, item.value));
    }
    return text + "]}";
}

std::optional<std::vector<Item>> items_of_json(std::string_view text) {
    const Json json = Json::parse(without_escapes(text), nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto base = json.find("bn");
    const auto members = json.find("e");
    const bool is_whole = base != json.end() && base->is_string() && members != json.end() &&
                          members->is_array() && !members->empty();
    if (!is_whole) return std::nullopt;
    std::vector<Item> items;
    for (const Json& member : *members) {
        auto item = item_in(base->get<std::string>(), member);
        if (!item) return std::nullopt;
        items.push_back(std::move(*item));
    }
    return items;
}

std::optional<Opaque> opaque_of(std::string_view base64) {
    if (base64.size() % 4 != 0) return std::nullopt;
    Opaque bytes(base64.size() / 4 * 3);
    const int size =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(base64.data()),
                        static_cast<int>(base64.size()));
    if (size < 0) return std::nullopt;
    const std::size_t padding = base64.ends_with("==") ? 2 : base64.ends_with('=') ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::string json_of(const Value& value) {
    return "{" + std::visit(MemberText{}, value) + "}";
}

std::optional<Value> value_of_json(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return value_in(json);
}

}  // namespace sara::lwm2m
