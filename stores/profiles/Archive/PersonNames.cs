using System.Security.Cryptography;
using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>What stands for persons in the audit: hashes under the database's own key.</summary>
internal static class PersonNames
{
    private const int Bytes = 16;

    public static string Of(byte[] key, EndpointId endpoint, string user) =>
        $"{endpoint}/~" + Convert.ToHexStringLower(HMACSHA256.HashData(
            key, Encoding.UTF8.GetBytes($"{endpoint}/{user}")).AsSpan(0, Bytes));
}
