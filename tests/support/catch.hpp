#pragma once

// The only place that names the test framework's header: a test includes this.
#include <catch2/catch.hpp>
